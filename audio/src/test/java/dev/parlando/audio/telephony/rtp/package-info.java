@NullMarked
package dev.parlando.audio.telephony.rtp;

import org.jspecify.annotations.NullMarked;
