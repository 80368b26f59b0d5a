/** Speech for programs that use the Wyoming protocol, such as Home Assistant, by the engine. */
@NullMarked
package dev.parlando.command.wyoming;

import org.jspecify.annotations.NullMarked;
