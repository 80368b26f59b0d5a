/** Tests of the calls of the {@code phone} verb. */
package dev.parlando.command.phone;
