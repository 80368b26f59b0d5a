/** Speech for programs that use OpenAI's API, by the engine. */
@NullMarked
package dev.parlando.command.openai;

import org.jspecify.annotations.NullMarked;
