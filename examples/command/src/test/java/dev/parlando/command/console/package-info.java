/** Tests of the output of the command. */
package dev.parlando.command.console;
