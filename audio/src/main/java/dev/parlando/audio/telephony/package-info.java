/** Speech for telephone calls: packets of encoded audio, paced by one clock for all calls. */
@NullMarked
package dev.parlando.audio.telephony;

import org.jspecify.annotations.NullMarked;
