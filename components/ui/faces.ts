/** The five faces of a rating, the worst first: of Unicode 6, which every font of faces has. */
export const FACES = ["😞", "😕", "😐", "😊", "😁"] as const;
