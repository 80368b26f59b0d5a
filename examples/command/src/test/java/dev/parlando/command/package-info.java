/** Runs the command as users do, and tests its parts. */
package dev.parlando.command;
