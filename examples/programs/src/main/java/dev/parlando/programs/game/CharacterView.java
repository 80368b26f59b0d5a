package dev.parlando.programs.game;

/**
 * The content of one frame of animation. Immutable.
 *
 * @param caption the line and its current word
 * @param mouth the shape of the mouth
 * @param loudness the loudness, from 0 to 1
 * @param status a further message about the line
 */
record CharacterView(LineCaption caption, MouthShape mouth, double loudness, String status) {}
