/** An order knows a chain-of-identity code and an order number; nothing that identifies a child. */
export type TherapyEvent = Readonly<{ type: 'TherapyOrdered'; v: 1; coi: string; orderNumber: string }>;
