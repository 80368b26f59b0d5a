/**
 * Exceptions that Parlando throws: one hierarchy below {@link ParlandoException}.
 *
 * <p>A method that rejects an argument throws immediately. A failure after a call was accepted is reported through the
 * handle of the call: to its handler and its completion stages. {@link ParlandoException#from} removes the wrappers
 * that {@code CompletableFuture} adds.
 *
 * <p>The engine itself retries a failed request where that is safe; see {@link dev.parlando.network.RetryPolicy}. A
 * reported error is therefore final for its call. The progress states whether the service may have billed the request.
 *
 * <pre>{@code
 * try {
 *     engine.stream(request, chunk -> ChunkAction.CONTINUE).join();
 * } catch (CapacityException e) {
 *     Duration delay = e.retryAfter(); // until the next attempt; null if unknown
 * } catch (ParlandoException e) {
 *     boolean mayBeBilled = e.progress() == RequestProgress.PROCESSED;
 *     System.err.println(e.category() + ": " + e.getMessage() + (mayBeBilled ? " (may be billed)" : ""));
 * }
 * }</pre>
 *
 * <table>
 * <caption>Errors by category</caption>
 * <tr><th scope="col">Category<th scope="col">Class<th scope="col">Retryable<th scope="col">Progress
 *     <th scope="col">Remedy
 * <tr><th scope="row">{@link ErrorCategory#INVALID_REQUEST}
 *     <td>{@link InvalidRequestException}
 *     <td>no
 *     <td>{@link RequestProgress#NOT_SENT}
 *     <td>Correct the option that {@link InvalidRequestException#option()} names.
 * <tr><th scope="row">{@link ErrorCategory#AUTHENTICATION}
 *     <td>{@link AuthenticationException}
 *     <td>no
 *     <td>{@link RequestProgress#REFUSED}
 *     <td>If {@link AuthenticationException#isKeyRejected()}, provide another key.
 *     Otherwise set a key, or grant the missing permission.
 * <tr><th scope="row">{@link ErrorCategory#REJECTED}
 *     <td>{@link RequestRejectedException}
 *     <td>for HTTP status 408, 409 and 500 or above
 *     <td>{@link RequestProgress#REFUSED}, or {@link RequestProgress#PROCESSED} if
 *     {@link ServiceError#mayBeProcessed()}.
 *     <td>If retryable, send the request again later.
 *     Otherwise correct the request or the plan as {@link RequestRejectedException#error()} states.
 * <tr><th scope="row">{@link ErrorCategory#CAPACITY}
 *     <td>{@link CapacityException}
 *     <td>yes
 *     <td>{@link RequestProgress#REFUSED}
 *     <td>Wait for {@link CapacityException#retryAfter()}, then send the request again.
 *     If it recurs, send fewer requests concurrently, or raise the limit that the message names.
 * <tr><th scope="row">{@link ErrorCategory#TRANSPORT}
 *     <td>{@link TransportException}
 *     <td>unless {@link RequestProgress#PROCESSED}
 *     <td>any
 *     <td>Check the network, the base URL, the proxy and the trusted certificates as the message states.
 *     A repeated request may be billed twice if the progress is {@link RequestProgress#PROCESSED}.
 * <tr><th scope="row">{@link ErrorCategory#UNEXPECTED_RESPONSE}
 *     <td>{@link UnexpectedResponseException}
 *     <td>no
 *     <td>{@link RequestProgress#PROCESSED}
 *     <td>Check the base URL and any intermediary on the route.
 *     For a response without audio, try another text or model.
 *     If {@link UnexpectedResponseException#error()} is not null, act as it states.
 * <tr><th scope="row">{@link ErrorCategory#TRUNCATED}
 *     <td>{@link TruncatedAudioException}
 *     <td>no
 *     <td>{@link RequestProgress#PROCESSED}
 *     <td>Treat the {@link ParlandoException#bytesDelivered()} bytes as incomplete.
 *     Send the text again; it is billed again.
 * <tr><th scope="row">{@link ErrorCategory#DECODE}
 *     <td>{@link DecodeException}
 *     <td>no
 *     <td>{@link RequestProgress#PROCESSED}
 *     <td>Check that the sink or decoder expects the requested format, or request another one.
 * <tr><th scope="row">{@link ErrorCategory#PLAYBACK}
 *     <td>{@link PlaybackException}
 *     <td>only after the loss of a device
 *     <td>{@link RequestProgress#PROCESSED}
 *     <td>Choose another device or file.
 *     After the loss of a device, open the sink again.
 * <tr><th scope="row">{@link ErrorCategory#HANDLER}
 *     <td>{@link HandlerException}
 *     <td>no
 *     <td>{@link RequestProgress#PROCESSED}
 *     <td>Fix the handler; {@link Throwable#getCause()} is the exception that it threw.
 * <tr><th scope="row">{@link ErrorCategory#CLOSED}
 *     <td>{@link EngineClosedException}
 *     <td>no
 *     <td>{@link RequestProgress#PROCESSED}
 *     <td>Create a new engine or player.
 * <tr><th scope="row">{@link ErrorCategory#INTERRUPTED}
 *     <td>{@link InterruptedWaitException}
 *     <td>no
 *     <td>{@link RequestProgress#PROCESSED}
 *     <td>Cancel or stop the utterance if the interrupt is to end it.
 * <tr><th scope="row">{@link ErrorCategory#INTERNAL}
 *     <td>{@link InternalException}
 *     <td>no
 *     <td>{@link RequestProgress#PROCESSED}
 *     <td>If the message names the class path, correct the version of the library there.
 *     Otherwise report {@link Throwable#getCause()}.
 * </table>
 *
 * <p>If {@link ParlandoException#timeoutPhase()} is not null, a time limit has expired: allow more time, or find the cause
 * of the delay. The limits are set with {@link dev.parlando.network.Timeouts},
 * {@link dev.parlando.governor.GovernorSettings#maxWait} and {@link dev.parlando.speech.CallOptions#withDeadline}.
 */
@NullMarked
package dev.parlando.error;

import org.jspecify.annotations.NullMarked;
