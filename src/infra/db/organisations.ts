/** The shared bank has an organisation of its own, not NULL. */
export const sharedBankOrganisation = "00000000-0000-7000-8000-000000000001";

/** The organisation of an installation that serves only one. */
export const localOrganisation = "00000000-0000-7000-8000-000000000002";
