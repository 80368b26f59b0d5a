/**
 * Interoperability tests of telephone legs with third-party receivers: ffmpeg, GStreamer, tshark, Janus and rtp.js. They
 * need these programs and run only with the Maven profile {@code telephony}, in which a missing program is a failure.
 */
@NullMarked
package dev.parlando.audio.telephony.interop;

import org.jspecify.annotations.NullMarked;
