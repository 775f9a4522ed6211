/** English has four to five characters a token; fewer are reckoned with, so that it errs high. */
export const charactersPerToken = 3.5;

/** About how many tokens a text takes. For scripts other than Latin it may err low. */
export const estimateTokens = (text: string): number => tokensOf(text.length);

export const tokensOf = (characters: number): number => Math.ceil(characters / charactersPerToken);
