/** Tests of the server for programs that use the Wyoming protocol. */
@NullMarked
package dev.parlando.command.wyoming;

import org.jspecify.annotations.NullMarked;
