/**
 * Speech for telephone calls: packets of encoded audio, paced by one clock for all calls.
 *
 * <p>A {@link TelephoneLeg} speaks into one call. A {@link PacketSink} receives its packets, with room for the header of
 * a transport in front of the payload:
 *
 * <pre>{@code
 * PacketClock clock = PacketClock.create(); // one for the application
 * PacketSink sink = RtpSession.builder(MediaFormat.ULAW_8000, "192.0.2.7", 5004).open();
 * TelephoneLeg leg = TelephoneLeg.builder(engine, clock, sink).open();
 * leg.say("Your order has been shipped.");
 * leg.mark("shipped"); // reported when everything before it was heard
 * }</pre>
 *
 * <p>When the caller speaks, {@link TelephoneLeg#clear()} discards the speech that was not sent, and
 * {@link LegUtterance#playedText()} is the text that the caller has heard.
 *
 * <p>The peer determines the clock. RTP and AudioSocket play packets as they arrive, so that the leg sends each one at its
 * time ({@link PacePolicy#SKIP}). WebSocket carriers queue the audio, so that the leg stays ahead by a bounded lead
 * ({@link PacePolicy#CATCH_UP}). Those that confirm marks and empty their queue are a {@link QueueingPacketSink}.
 */
@NullMarked
package dev.parlando.audio.telephony;

import org.jspecify.annotations.NullMarked;
