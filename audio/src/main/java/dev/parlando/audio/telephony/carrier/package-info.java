/**
 * Telephone calls over the WebSockets of carriers: Twilio, Telnyx, Plivo, Vonage and SignalWire.
 *
 * <p>The carrier connects to a {@link dev.parlando.audio.telephony.carrier.CarrierServer}. Each connection is one call, with
 * a {@link dev.parlando.audio.telephony.carrier.CarrierSession} that opens a leg. All calls share the engine and the clock:
 *
 * <pre>{@code
 * try (PacketClock clock = PacketClock.create()) {
 *     CarrierListener greeter = (session, start) -> {
 *         TelephoneLeg leg = session.openLeg(engine, clock, new LegListener() {});
 *         leg.say("Welcome, " + start.parameters().getOrDefault("name", "caller") + ".");
 *     };
 *     CarrierServer server = CarrierServer.builder(TwilioCodec::new, greeter)
 *             .host("0.0.0.0")
 *             .port(8443)
 *             .tls(Path.of("chain.pem"), Path.of("key.pem"))
 *             .signature(TwilioSignature.of("wss://calls.example.org", System.getenv("TWILIO_AUTH_TOKEN")))
 *             .start();
 *     try (server) {
 *         Thread.currentThread().join(); // until the process ends
 *     }
 * }
 * }</pre>
 *
 * <p>An application with a WebSocket server of its own, such as that of Spring or Jetty, implements
 * {@link dev.parlando.audio.telephony.carrier.CarrierSocket} for each connection, and passes the messages on:
 *
 * <pre>{@code
 * import java.nio.charset.StandardCharsets;
 *
 * CarrierSession open(CarrierSocket socket, CarrierListener greeter, Executor executor) {
 *     return new CarrierSession(new TwilioCodec(), socket, greeter, executor);
 * }
 *
 * void onMessage(CarrierSession session, String text) {
 *     session.onText(StandardCharsets.UTF_8.encode(text));
 * }
 *
 * void onClose(CarrierSession session) {
 *     session.onClosed(null);
 * }
 * }</pre>
 *
 * <p>The carrier paces the audio, so that a leg only keeps a short lead, 160 ms by default. A leg's clear empties the
 * carrier's queue, and its marks are confirmed by the carrier.
 *
 * <table>
 * <caption>Carriers</caption>
 * <tr><th scope="col">Carrier<th scope="col">Codec<th scope="col">Formats<th scope="col">To be set at the carrier
 * <tr><th scope="row">Twilio<td>{@link dev.parlando.audio.telephony.carrier.TwilioCodec}
 *     <td>&micro;-law<td>{@code <Connect><Stream url="wss://…"/></Connect>}
 * <tr><th scope="row">Telnyx<td>{@link dev.parlando.audio.telephony.carrier.TelnyxCodec}
 *     <td>&micro;-law, A-law, L16<td>{@code stream_bidirectional_mode: rtp} and the codec
 * <tr><th scope="row">Plivo<td>{@link dev.parlando.audio.telephony.carrier.PlivoCodec}
 *     <td>&micro;-law, L16<td>{@code <Stream bidirectional="true" keepCallAlive="true">}
 * <tr><th scope="row">Vonage<td>{@link dev.parlando.audio.telephony.carrier.VonageCodec}
 *     <td>L16<td>an NCCO {@code connect} to an endpoint of the type {@code websocket}
 * <tr><th scope="row">SignalWire<td>{@link dev.parlando.audio.telephony.carrier.SignalWireCodec}
 *     <td>&micro;-law, L16<td>{@code <Connect><Stream url="wss://…"/></Connect>}
 * </table>
 */
@NullMarked
package dev.parlando.audio.telephony.carrier;

import org.jspecify.annotations.NullMarked;
