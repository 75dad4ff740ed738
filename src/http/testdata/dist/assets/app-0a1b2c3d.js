export const answer = 42; export const name = "網";
