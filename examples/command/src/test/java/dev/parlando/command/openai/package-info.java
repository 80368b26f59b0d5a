/** Tests of the server for programs that use OpenAI's API. */
@NullMarked
package dev.parlando.command.openai;

import org.jspecify.annotations.NullMarked;
