/** Speech in the voice chat of Minecraft, for the API of Simple Voice Chat. */
@NullMarked
package dev.parlando.voicechat;

import org.jspecify.annotations.NullMarked;
