/** Looks at the character without a display. */
package dev.parlando.programs.game;
