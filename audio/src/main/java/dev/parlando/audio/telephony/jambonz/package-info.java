/**
 * Speech for jambonz, which uses Parlando as a custom vendor of text to speech.
 *
 * <p>jambonz owns the calls. It sends text over a WebSocket or with one HTTP request, and gets audio:
 *
 * <pre>{@code
 * JambonzServer server = JambonzServer.builder(engine, System.getenv("JAMBONZ_API_KEY"))
 *         .host("0.0.0.0")
 *         .port(3000)
 *         .start();
 * try (server) {
 *     Thread.currentThread().join(); // until the process ends
 * }
 * }</pre>
 */
@NullMarked
package dev.parlando.audio.telephony.jambonz;

import org.jspecify.annotations.NullMarked;
