/** Output and failures of the command: reports, messages, exit codes. */
@NullMarked
package dev.parlando.command.console;

import org.jspecify.annotations.NullMarked;
