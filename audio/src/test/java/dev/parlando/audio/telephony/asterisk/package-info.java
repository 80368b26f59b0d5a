@NullMarked
package dev.parlando.audio.telephony.asterisk;

import org.jspecify.annotations.NullMarked;
