/**
 * Legs to Asterisk over AudioSocket, a TCP connection per call.
 *
 * <p>Asterisk connects to an {@link AudioSocketServer} for each call that its dialplan sends there:
 *
 * <pre>{@code
 * exten => 100,1,Answer()
 * same => n,Set(CALL=${UUID()})
 * same => n,AudioSocket(${CALL},192.0.2.7:9092)
 * }</pre>
 *
 * <p>The application decides about the call by its UUID, and starts a leg with it:
 *
 * <pre>{@code
 * AudioSocketServer server = AudioSocketServer.builder(new InetSocketAddress("192.0.2.7", 9092), call -> {
 *             if (!expected.remove(call.uuid())) {
 *                 call.hangUp();
 *                 return;
 *             }
 *             TelephoneLeg leg = TelephoneLeg.builder(engine, clock, call).format(call.format()).open();
 *             call.attach(leg); // It ends with the call.
 *             call.listener(new AudioSocketListener() {
 *                 public void onDigit(char digit) {
 *                     leg.clear();
 *                     leg.say("You pressed " + digit);
 *                 }
 *             });
 *             leg.say("Press any key.");
 *         })
 *         .start();
 * }</pre>
 *
 * <p>Audio has 16-bit samples at 8 kHz, or at the rate of the server. {@code Dial(AudioSocket/192.0.2.7:9092/${CALL}/c(slin))}
 * is the form as a channel. Without {@code c(slin)}, older versions of Asterisk send other codecs as if they were samples,
 * which is logged.
 *
 * <p>Asterisk neither times nor queues the audio: the leg does, from its first packet of silence on. A message is written as a
 * whole, since Asterisk ends a call if the payload of a message is late.
 *
 * <p>Sources: Asterisk's documentation of AudioSocket, and {@code res_audiosocket.c}.
 */
@NullMarked
package dev.parlando.audio.telephony.asterisk;

import org.jspecify.annotations.NullMarked;
