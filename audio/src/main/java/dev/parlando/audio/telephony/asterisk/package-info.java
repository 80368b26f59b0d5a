/**
 * Legs to Asterisk: over its WebSocket channel driver, chan_websocket, or over AudioSocket.
 *
 * <h2>chan_websocket</h2>
 *
 * <p>It is the better choice where Asterisk has it: 20.16, 21.11, 22.6, 23.0 and later. &micro;-law passes through untouched.
 * Asterisk times the packets itself and reports which marks it has played. {@link AsteriskCodec} is its dialect for the
 * sessions of {@link dev.parlando.audio.telephony.carrier}. Asterisk either connects to a server:
 *
 * <pre>{@code
 * PacketClock clock = PacketClock.create();
 * CarrierListener greeter = (session, start) -> {
 *     TelephoneLeg leg = session.openLeg(engine, clock, new LegListener() {});
 *     leg.say("Welcome.");
 * };
 * CarrierServer server = CarrierServer.builder(AsteriskCodec::new, greeter).host("192.0.2.7").port(8090).start();
 * }</pre>
 *
 * <p>Its dial string is then {@code WebSocket/parlando/c(ulaw)f(json)}. The section {@code [parlando]} of
 * {@code websocket_client.conf} has {@code type=websocket_client}, {@code uri=ws://192.0.2.7:8090/calls},
 * {@code protocols=media} and {@code connection_type=per_call_config}. Or a {@link
 * dev.parlando.audio.telephony.carrier.CarrierClient} connects to Asterisk for a call to {@code WebSocket/INCOMING/c(ulaw)n},
 * with the value of its channel variable {@code MEDIA_WEBSOCKET_CONNECTION_ID}:
 *
 * <pre>{@code
 * import java.util.concurrent.CompletionStage;
 *
 * CarrierClient client(CarrierListener greeter) {
 *     return new CarrierClient(URI.create("ws://192.0.2.1:8088"), AsteriskCodec::new, greeter);
 * }
 *
 * CompletionStage<CarrierSession> connect(CarrierClient client, String connectionId) {
 *     return client.connect("/media/" + connectionId);
 * }
 * }</pre>
 *
 * <h2>AudioSocket</h2>
 *
 * <p>Asterisk opens a TCP connection to an {@link AudioSocketServer} for each call that its dialplan sends there:
 *
 * <pre>
 * exten =&gt; 100,1,Answer()
 * same =&gt; n,Set(CALL=${UUID()})
 * same =&gt; n,AudioSocket(${CALL},192.0.2.7:9092)
 * </pre>
 *
 * <p>The application decides about the call by its UUID, and starts a leg with it:
 *
 * <pre>{@code
 * import java.net.InetSocketAddress;
 *
 * AudioSocketServer start(PacketClock clock, Set<UUID> expected) {
 *     return AudioSocketServer.builder(new InetSocketAddress("192.0.2.7", 9092), call -> {
 *                 if (!expected.remove(call.uuid())) {
 *                     call.hangUp();
 *                     return;
 *                 }
 *                 TelephoneLeg leg = TelephoneLeg.builder(engine, clock, call).format(call.format()).open();
 *                 call.attach(leg); // It ends with the call.
 *                 call.listener(new AudioSocketListener() {
 *                     public void onDigit(char digit) {
 *                         leg.clear();
 *                         leg.say("You pressed " + digit);
 *                     }
 *                 });
 *                 leg.say("Press any key.");
 *             })
 *             .start();
 * }
 * }</pre>
 *
 * <p>Audio has 16-bit samples at 8 kHz, or at the rate of the server. {@code Dial(AudioSocket/192.0.2.7:9092/${CALL}/c(slin))}
 * is the form as a channel. Without {@code c(slin)}, older versions of Asterisk send other codecs as if they were samples,
 * which is logged.
 *
 * <p>Asterisk neither times nor queues the audio: the leg does, from its first packet of silence on. A message is written as a
 * whole, since Asterisk ends a call if the payload of a message is late.
 *
 * <p>Sources: Asterisk's documentation of both channel drivers, {@code chan_websocket.c} and {@code res_audiosocket.c}.
 */
@NullMarked
package dev.parlando.audio.telephony.asterisk;

import org.jspecify.annotations.NullMarked;
