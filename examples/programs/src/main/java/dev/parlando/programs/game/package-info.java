/** Example: a game. A window shows a character whose mouth, caption and volume meter follow the playback position. */
@NullMarked
package dev.parlando.programs.game;

import org.jspecify.annotations.NullMarked;
