/** Languages of class names. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];
/** All languages but English, which every model has. */
export type OtherLanguage = Exclude<Language, 'en'>;
