import type { Manifest } from '../format.js';

/** The manifest without the digests of the files: what is known before they are written. */
export type BundleDescription = Omit<Manifest, 'members' | 'readings'>;

/** For a reader in thirty years who does not know Autolog: what this is, and how to check it with ordinary tools. */
export const readme = (about: BundleDescription): string => `${ENGLISH(about)}\n${'-'.repeat(80)}\n\n${DUTCH(about)}`;

type ReadmeText = (about: BundleDescription) => string;

const ENGLISH: ReadmeText = ({ batch, site, createdAt, recipe }) => `BATCH RECORD ${batch.number}

This file is the whole record of one batch of a patient-specific cell therapy, as
it stood at ${createdAt} (site time, UTC). It needs no database, no network and no
particular software: it is a zip archive of text files.

  Batch       ${batch.number}
  Patient     ${batch.coi} (chain-of-identity code; no name is kept here)
  Recipe      ${recipe.code} ${recipe.version}
  Made at     ${site.name}, time zone ${site.zone}
  Log         ${site.origin}
${batch.simulated ? '\n  MADE UNDER A SIMULATED CLOCK: this is not the record of a real product.\n' : ''}
WHAT IS IN IT

  events.jsonl    everything that happened, one event a line: first the events that
                  this record refers to (site, recipe, therapy, people, room,
                  equipment, lots), then those of the batch itself in order. The
                  last line records that this copy was made, and what is in it.
  recipe.yaml     the master batch record as its author wrote it
  recipe.json     the same in the form whose digest is in the events
  texts.jsonl     reasons and assessments; events name them by SHA-256 of the line
  readings/       what the device measured, a file for each signal (CSV)
  gaps.csv        periods for which readings may be missing
  keys.json       the keys that sign for this installation, and since when
  proof.json      proves that every event is in the site's log
  checkpoint.txt  size and root of that log, signed (C2SP signed note, Ed25519)
  manifest.json   what is in this archive, with digests

HOW TO CHECK IT WITHOUT AUTOLOG

  All digests are SHA-256; || means "followed by".

  1. The archive. The last 64 characters of this archive are the digest of all
     bytes before its zip comment. (The comment is the last 88 bytes.)
  2. The events. For each line of events.jsonl, without its line end:
     leaf = SHA-256(byte 00 || line). It equals the leaf at the same position in
     proof.json.
  3. The log. Compute R(0, size), where size is in proof.json:
       R(a, b) = the next of "hashes", if no leaf has an index from a up to b (b
                 excluded) and b - a is a power of two;
               = the leaf, if b - a = 1 and a is the index of a leaf;
               = SHA-256(byte 01 || R(a, a + k) || R(a + k, b)) otherwise, where k is
                 the largest power of two below b - a.
     All of "hashes" are then used, and the result is the root on the third line of
     checkpoint.txt (base64); the second line is size.
  4. The signature. The line that begins with a long dash holds, in base64 after the
     name, four bytes that name the key and then an Ed25519 signature over the text
     above the empty line, its last line end included. The key is in keys.json, and
     its digest is "keyFingerprint" in the event SiteFounded. Somebody who forges the
     whole archive can put in a key of their own. So compare the fingerprint with one
     that you got from the site in another way, or compare checkpoint.txt with the
     copy that an independent witness keeps.
  5. The files. The last line of events.jsonl, BatchExported, names every other file
     with its length and digest; of events.jsonl itself it names all bytes before
     that line. manifest.json divides each file of readings into site days.
  6. The batch. Its events are numbered 1, 2, 3 … with none missing ("seq").
  7. The recipe. The digest of recipe.json is "recipeHash" in BatchCreated.

  A signature inside an event says who (name, user name, role), when, what it means,
  and "content": the digest of exactly what that person was shown. Signatures by
  password are attested by the server that checked them.

With Autolog: autolog verify FILE --key FINGERPRINT
`;

const DUTCH: ReadmeText = ({ batch, site, createdAt, recipe }) => `BATCHDOSSIER ${batch.number}

Dit bestand is het hele dossier van een batch van een patiëntgebonden celtherapie,
zoals het was op ${createdAt} (tijd van de locatie, UTC). U hebt geen database, geen
netwerk en geen bepaald programma nodig: het is een zip-archief met tekstbestanden.

  Batch       ${batch.number}
  Patiënt     ${batch.coi} (code van de identiteitsketen; een naam staat hier niet)
  Recept      ${recipe.code} ${recipe.version}
  Gemaakt bij ${site.name}, tijdzone ${site.zone}
  Logboek     ${site.origin}
${batch.simulated ? '\n  GEMAAKT ONDER EEN GESIMULEERDE KLOK: dit is geen dossier van een echt product.\n' : ''}
WAT ERIN ZIT

  events.jsonl    alles wat er is gebeurd, een gebeurtenis per regel: eerst de
                  gebeurtenissen waarnaar het dossier verwijst (locatie, recept,
                  therapie, personen, ruimte, apparatuur, lots), dan die van de batch
                  zelf, op volgorde. De laatste regel legt vast dat deze kopie is
                  gemaakt en wat erin zit.
  recipe.yaml     het recept zoals de auteur het schreef
  recipe.json     hetzelfde in de vorm waarvan de digest in de gebeurtenissen staat
  texts.jsonl     redenen en beoordelingen; gebeurtenissen verwijzen ernaar met de
                  SHA-256 van de regel
  readings/       wat het apparaat heeft gemeten, een bestand per signaal (CSV)
  gaps.csv        perioden waarvan metingen kunnen ontbreken
  keys.json       de sleutels die voor deze installatie ondertekenen, en sinds wanneer
  proof.json      bewijst dat elke gebeurtenis in het logboek van de locatie staat
  checkpoint.txt  grootte en wortel van dat logboek, ondertekend (C2SP, Ed25519)
  manifest.json   wat er in dit archief zit, met digests

HOE U HET NAGAAT ZONDER AUTOLOG

  Alle digests zijn SHA-256; || betekent "gevolgd door".

  1. Het archief. De laatste 64 tekens van het archief zijn de digest van alle bytes
     voor het zip-commentaar. (Dat commentaar is de laatste 88 bytes.)
  2. De gebeurtenissen. Voor elke regel van events.jsonl, zonder het regeleinde:
     blad = SHA-256(byte 00 || regel). Dat is gelijk aan het blad op dezelfde plaats
     in proof.json.
  3. Het logboek. Bereken R(0, size); size staat in proof.json:
       R(a, b) = de volgende van "hashes", als geen blad een index van a tot b heeft
                 (b niet meegeteld) en b - a een macht van twee is;
               = het blad, als b - a = 1 en a de index van een blad is;
               = SHA-256(byte 01 || R(a, a + k) || R(a + k, b)) in andere gevallen;
                 k is de grootste macht van twee onder b - a.
     Alle "hashes" zijn dan gebruikt, en de uitkomst is de wortel op de derde regel van
     checkpoint.txt (base64); de tweede regel is size.
  4. De handtekening. De regel die met een lang streepje begint bevat, in base64 na
     de naam, vier bytes die de sleutel aanwijzen en dan een Ed25519-handtekening
     over de tekst boven de lege regel, het laatste regeleinde meegeteld. De sleutel
     staat in keys.json, en zijn digest is "keyFingerprint" in de gebeurtenis
     SiteFounded. Wie het hele archief vervalst, kan er een eigen sleutel in zetten.
     Vergelijk daarom de vingerafdruk met een die u langs een andere weg van de
     locatie hebt gekregen, of vergelijk checkpoint.txt met de kopie die een
     onafhankelijke getuige bewaart.
  5. De bestanden. De laatste regel van events.jsonl, BatchExported, noemt elk ander
     bestand met lengte en digest, en van events.jsonl zelf alle bytes voor die
     regel. manifest.json verdeelt elk bestand met metingen in dagen van de locatie.
  6. De batch. De gebeurtenissen zijn genummerd 1, 2, 3 … en er ontbreekt geen nummer
     ("seq").
  7. Het recept. De digest van recipe.json is "recipeHash" in BatchCreated.

  Een handtekening in een gebeurtenis zegt wie (naam, gebruikersnaam, rol), wanneer,
  met welke betekenis, en "content": de digest van precies wat die persoon te zien
  kreeg. Voor een handtekening met wachtwoord staat de server in die het wachtwoord
  controleerde.

Met Autolog: autolog verify BESTAND --key VINGERAFDRUK
`;
