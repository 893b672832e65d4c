/** The OPC UA security policies that the adapter may be configured with and the simulated device offers, strongest first. */
export const SECURITY_POLICIES = ['Aes256_Sha256_RsaPss', 'Aes128_Sha256_RsaOaep', 'Basic256Sha256'] as const;
export type SecurityPolicyName = (typeof SECURITY_POLICIES)[number];
