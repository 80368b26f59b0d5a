/**
 * RTP over UDP for one leg: packets, sender reports and the SDP text for the peer.
 *
 * <p>An {@link RtpSession} is the packet sink of a telephone leg. The leg supplies the clock, and the session writes a
 * header in front of each packet and sends it. The address of the peer comes from signalling, such as a SIP stack or the
 * channel variables of Asterisk's external media.
 *
 * <pre>{@code
 * try (PacketClock clock = PacketClock.create()) {
 *     RtpSession session = RtpSession.builder(MediaFormat.ULAW_8000, "192.0.2.7", 5004)
 *             .listener(new RtpListener() {
 *                 public void onDigit(char digit) {
 *                     System.out.println("caller pressed " + digit);
 *                 }
 *             })
 *             .open();
 *     Files.writeString(Path.of("call.sdp"), session.sdp(20));
 *     try (TelephoneLeg leg = TelephoneLeg.builder(engine, clock, session).open()) {
 *         leg.say("Welcome.").join();
 *     }
 * }
 * }</pre>
 *
 * <p>{@link RtpSession#sdp} describes the stream for its receiver. {@code ffmpeg -protocol_whitelist file,udp,rtp -i call.sdp}
 * plays a call to a port of the same machine. The session closes with its leg, and its goodbye ends the player.
 *
 * <p>G.711 has the payload types 0 and 8. 16-bit samples are sent in network byte order with a dynamic type. RTCP uses the
 * next port by default, shares the port of RTP with {@link RtcpMode#MULTIPLEXED}, or is off.
 *
 * <p>A call continues although packets cannot be sent: they are counted in {@link RtpStatistics}. Only opening a session
 * fails with an error.
 *
 * <p>Sources: RFC 3550 (RTP and RTCP), RFC 3551 (payload types), RFC 4733 (telephone events), RFC 5761 (one port), RFC 7022
 * (canonical names), RFC 8866 (SDP).
 */
@NullMarked
package dev.parlando.audio.telephony.rtp;

import org.jspecify.annotations.NullMarked;
