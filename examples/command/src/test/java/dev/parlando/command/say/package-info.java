/** Tests of the verb {@code say}. */
package dev.parlando.command.say;
