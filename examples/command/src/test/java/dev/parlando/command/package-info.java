/** Tests of the command, as a process and class by class. */
package dev.parlando.command;
