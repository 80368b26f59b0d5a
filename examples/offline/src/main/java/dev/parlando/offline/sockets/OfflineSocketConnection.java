package dev.parlando.offline.sockets;

import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.generation.AlignmentMode;
import dev.parlando.offline.generation.SocketChunk;
import dev.parlando.offline.generation.SocketSource;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonBody;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.limits.ConcurrencySlots;
import dev.parlando.offline.load.SocketFaults;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: credentials, errors, inactivity, faults and the end; a {@link SocketProtocol} has the rules of its
 * messages. Threading: confined to the event loop.
 */
public final class OfflineSocketConnection {
    private static final int NORMAL = 1000;
    private static final int POLICY_VIOLATION = 1008;
    private static final long END_CLOSE_MILLIS = 750;
    private static final long ERROR_CLOSE_MILLIS = 800;

    private final SocketPeer peer;
    private final SocketServices services;
    private final SocketOptions options;
    private final SocketCredentials credentials;
    private final SocketProtocol protocol;
    private final IdleTimer idle;
    private @Nullable OfflineApiKey key;
    private ConcurrencySlots.@Nullable SlotRequest slot;
    private boolean ended;
    private int audioMessages;
    private int messages;

    OfflineSocketConnection(
            SocketPeer peer,
            SocketServices services,
            SocketOptions options,
            SocketCredentials credentials,
            Function<OfflineSocketConnection, SocketProtocol> protocol) {
        this.peer = peer;
        this.services = services;
        this.options = options;
        this.credentials = credentials;
        this.protocol = protocol.apply(this);
        long limitNanos = TimeUnit.SECONDS.toNanos(options.inactivitySeconds());
        idle = new IdleTimer(services.context().time(), limitNanos, this::timeOut);
    }

    /** Judges the credentials of the upgrade. Called once, after the upgrade. */
    void start() {
        guarded(() -> {
            OfflineApiKey accepted = credentials.ofUpgrade();
            if (accepted != null) {
                admit(accepted);
            }
        });
    }

    /** Processes a text message. */
    public void receive(byte[] utf8) {
        if (ended) {
            return;
        }
        idle.touch();
        guarded(() -> {
            Map<String, @Nullable Object> members = JsonBody.parse(utf8);
            JsonReader message = JsonReader.of(members, "message");
            if (key == null) {
                admit(credentials.ofFirstMessage(message));
            }
            protocol.receive(members, message);
        });
    }

    private void admit(OfflineApiKey accepted) {
        key = accepted;
        if (options.kind().isDialogue()) {
            ConcurrencySlots.SlotRequest request = services.workspace().newDialogueSocket(grant -> {});
            request.submit();
            slot = request;
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (HttpErrorException refusal) {
            fail(SocketErrorException.of(refusal));
        } catch (SocketErrorException error) {
            fail(error);
        }
    }

    /** Reports an error, and closes the connection a little later, as the service does. */
    void fail(SocketErrorException error) {
        if (!ended) {
            end();
            peer.send(OfflineSocketMessage.error(error, POLICY_VIOLATION));
            closeLater(POLICY_VIOLATION, error.text(), ERROR_CLOSE_MILLIS);
        }
    }

    private void timeOut() {
        fail(new SocketErrorException(
                "input_timeout_exceeded",
                "No text was received within the timeout of " + options.inactivitySeconds() + " seconds."));
    }

    /** Closes the connection a little after its last message, as the service does. */
    void closeAfterFinal() {
        if (!ended) {
            end();
            closeLater(NORMAL, "", END_CLOSE_MILLIS);
        }
    }

    /** Closes the connection immediately, because the client asked for it. */
    void close() {
        if (!ended) {
            end();
            peer.close(NORMAL, "");
        }
    }

    private void closeLater(int code, String reason, long millis) {
        services.context().time().schedule(() -> peer.close(code, reason), TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Called when the client has gone, also after {@link #close}. */
    public void closed() {
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            idle.stop();
            protocol.closed();
            if (slot != null) {
                slot.release(true);
            }
        }
    }

    /** Ends the connection if the limit on inactivity has passed. */
    void checkIdle() {
        idle.checkNow();
    }

    /** Stops the limit on inactivity, because no more text is expected. */
    void inputEnded() {
        idle.stop();
    }

    /** Called when the client has read enough for more audio to be sent. */
    public void writable() {
        protocol.writable();
    }

    /** Starts a job of a context. */
    ContextJob start(Supplier<SocketSource> source, ContextJob.Owner owner) {
        ContextJob job = new ContextJob(source, peer, services.context(), owner);
        job.start();
        return job;
    }

    void sendAudio(SocketChunk chunk, @Nullable String contextId) {
        if (!ended) {
            peer.send(nextSpelling().audio(chunk, contextId, !options.kind().isDialogue()));
            audioMessages++;
            if (audioMessages == faults().killAfterAudioMessages()) {
                end();
                breakOff(faults().closeCode());
            }
        }
    }

    private void breakOff(int closeCode) {
        if (closeCode == 0) {
            peer.cut();
        } else {
            peer.close(closeCode, "injected fault");
        }
    }

    void sendMark(String name, @Nullable String contextId) {
        if (!ended) {
            peer.send(nextSpelling().mark(name, contextId));
        }
    }

    /** Sends the final message of a context, or injects the fault that replaces or delays it. */
    void contextEnded(OfflineSocketContext context) {
        if (ended) {
            return;
        }
        if (faults().closeBeforeFinal()) {
            close();
            return;
        }
        int lateMillis = faults().lateFinalMillis();
        if (lateMillis > 0) {
            services.context().time().schedule(() -> sendFinal(context), TimeUnit.MILLISECONDS.toNanos(lateMillis));
        } else {
            sendFinal(context);
        }
    }

    private void sendFinal(OfflineSocketContext context) {
        if (!ended) {
            OfflineSocketMessage spelling = nextSpelling();
            String id = context.id();
            peer.send(options.kind().isDialogue() ? spelling.mark("is_final", id) : spelling.finalOfSpeech(id));
            if (faults().flushDone()) {
                peer.send(spelling.flushDone(id));
            }
            protocol.contextEnded(context);
        }
    }

    private OfflineSocketMessage nextSpelling() {
        boolean odd = messages++ % 2 == 1;
        return options.kind().isDialogue() || (odd && faults().mixedKeys())
                ? OfflineSocketMessage.SNAKE
                : OfflineSocketMessage.CAMEL;
    }

    AlignmentMode alignmentMode() {
        if (options.kind().isDialogue()) {
            return options.syncAlignment() ? AlignmentMode.RELATIVE : AlignmentMode.NONE;
        }
        if (faults().overlappingAlignment()) {
            return AlignmentMode.OVERLAPPING;
        }
        return options.syncAlignment() ? AlignmentMode.PER_MESSAGE : AlignmentMode.WHOLE;
    }

    private SocketFaults faults() {
        return services.workspace().socketFaults().current();
    }

    SocketServices services() {
        return services;
    }

    SocketOptions options() {
        return options;
    }

    /** Returns the key of the authenticated client. */
    OfflineApiKey key() {
        return Objects.requireNonNull(key, "not authenticated");
    }
}
