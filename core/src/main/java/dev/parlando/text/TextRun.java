package dev.parlando.text;

/**
 * Successive characters of a written text with one decision of a filter. Immutable.
 *
 * @param writtenStart index of the first character in the written text
 * @param writtenLength number of written characters
 * @param spokenStart index at which the characters are in the spoken text
 * @param spokenLength number of spoken characters; 0 if they are left out
 * @param kept whether the characters are spoken as they are written
 */
public record TextRun(int writtenStart, int writtenLength, int spokenStart, int spokenLength, boolean kept) {}
