package dev.parlando.programs.game;

/**
 * Is what is seen at one moment. Immutable.
 *
 * @param caption the line, and the word that is being heard
 * @param mouth the shape of the mouth
 * @param loudness how loud it is, from 0 to 1
 * @param status what there is to say about the line besides
 */
record CharacterView(LineCaption caption, MouthShape mouth, double loudness, String status) {}
