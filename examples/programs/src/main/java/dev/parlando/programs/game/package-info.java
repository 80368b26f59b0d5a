/**
 * Is an example of a game: a window with a character that speaks, whose mouth, caption and volume meter follow what is heard
 * at that moment.
 */
@NullMarked
package dev.parlando.programs.game;

import org.jspecify.annotations.NullMarked;
