/** Tests of the bench verb. */
package dev.parlando.command.bench;
