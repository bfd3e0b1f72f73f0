/** The five faces of a rating, the worst first. */
export const FACES = ["😞", "🙁", "😐", "🙂", "😀"] as const;
