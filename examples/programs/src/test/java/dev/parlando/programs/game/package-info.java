/** Tests of the game that need no display. */
package dev.parlando.programs.game;
