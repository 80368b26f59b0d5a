package dev.parlando.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of cleartext connections to servers with and without HTTP/2, in fake time. */
class ServerPrefaceCheckTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n";
    /** The time limit for the SETTINGS of the server. */
    private static final int SETTINGS_SECONDS = 10;

    private static final int MEMORY_SECONDS = 600;
    /** Time after which an HTTP/1.1 connection is not used again. */
    private static final int IDLE_SECONDS = 31;

    private final PoolRig rig = new PoolRig(32);

    @AfterEach
    void close() {
        rig.close();
    }

    /** Sends the first request, which finds a server for HTTP/1.1 only. */
    private void useHttp1() {
        RecordingExchange request = rig.submit();
        rig.dial(0).acceptSilent();
        rig.dial(0).send("HTTP/1.1 400 Bad Request\r\n\r\n");
        rig.dial(1).acceptHttp1InCleartext();
        assertThat(request.isEnded()).isTrue();
    }

    @Test
    void sendsNoRequestBeforeSettings() {
        RecordingExchange request = rig.submit();
        rig.dial(0).acceptSilent();
        assertThat(rig.dial(0).received()).startsWith(PREFACE);
        assertThat(request.hasStarted()).isFalse();
    }

    @Test
    void movesAllRequestsToHttp1AfterText() {
        RecordingExchange first = rig.submit();
        RecordingExchange second = rig.submit();
        rig.dial(0).acceptSilent();
        rig.dial(0).send("H");
        assertThat(rig.dial(0).isOpen()).isFalse();
        assertThat(rig.dials()).isEqualTo(3);
        rig.dial(1).acceptHttp1InCleartext();
        rig.dial(2).acceptHttp1InCleartext();
        assertThat(first.isEnded()).isTrue();
        assertThat(second.isEnded()).isTrue();
        assertThat(rig.dial(1).requests() + rig.dial(2).requests()).isEqualTo(2);
    }

    @Test
    void changesToHttp1AfterSilence() {
        RecordingExchange request = rig.submit();
        rig.dial(0).acceptSilent();
        rig.advanceSeconds(SETTINGS_SECONDS - 1);
        assertThat(rig.dials()).isEqualTo(1);
        rig.advanceSeconds(1);
        assertThat(rig.dial(0).isOpen()).isFalse();
        rig.dial(1).acceptHttp1InCleartext();
        assertThat(request.isEnded()).isTrue();
    }

    @Test
    void completesOpeningWithReplacement() {
        CompletableFuture<Void> opened = rig.openConnections(1);
        rig.dial(0).acceptSilent();
        rig.dial(0).disconnect();
        assertThat(opened).isNotDone();
        rig.dial(1).acceptHttp1InCleartext();
        assertThat(opened).isCompleted();
    }

    @Test
    void opensNoReplacementForConnectionThatPoolCloses() {
        CompletableFuture<Void> opened = rig.openConnections(1);
        rig.dial(0).acceptSilent();
        rig.pool.close();
        assertThat(rig.dials()).isEqualTo(1);
        assertThat(opened).isCompletedExceptionally();
    }

    @Test
    void remembersHttp1ForTenMinutes() {
        useHttp1();
        rig.advanceSeconds(IDLE_SECONDS);
        RecordingExchange request = rig.submit();
        rig.dial(2).acceptHttp1InCleartext();
        assertThat(request.isEnded()).isTrue();
        rig.advanceSeconds(MEMORY_SECONDS - IDLE_SECONDS);
        rig.submit();
        rig.dial(3).acceptSilent();
        assertThat(rig.dial(3).received()).startsWith(PREFACE);
    }

    @Test
    void forgetsHttp1AfterConnectionWithoutResponse() {
        useHttp1();
        rig.advanceSeconds(IDLE_SECONDS);
        RecordingExchange lost = rig.submit();
        rig.dial(2).acceptSilent();
        assertThat(rig.dial(2).received()).startsWith("GET /v1/models HTTP/1.1\r\n");
        rig.dial(2).disconnect();
        assertThat(progress(lost)).isEqualTo(RequestProgress.PROCESSED);
        rig.submit();
        rig.dial(3).acceptSilent();
        assertThat(rig.dial(3).received()).startsWith(PREFACE);
    }

    @Test
    void forgetsHttp1AfterFailureToConnect() {
        useHttp1();
        rig.advanceSeconds(IDLE_SECONDS);
        rig.submit();
        rig.dial(2).refuse();
        rig.submit();
        rig.dial(3).acceptSilent();
        assertThat(rig.dial(3).received()).startsWith(PREFACE);
    }

    @Test
    void countsRequestToServerWithHttp2OnlyAsRefused() {
        useHttp1();
        rig.advanceSeconds(IDLE_SECONDS);
        RecordingExchange request = rig.submit();
        rig.dial(2).acceptSilent();
        rig.dial(2).send("\0\0\0\4\0\0\0\0\0");
        assertThat(progress(request)).isEqualTo(RequestProgress.REFUSED);
        assertThat(rig.dial(2).isOpen()).isFalse();
    }

    @Test
    void keepsHttp2DespiteSilence() {
        rig.usedConnection().disconnect();
        RecordingExchange request = rig.submit();
        rig.dial(1).acceptSilent();
        rig.advanceSeconds(SETTINGS_SECONDS);
        assertThat(request.error())
                .isInstanceOfSatisfying(TransportException.class, error -> assertThat(error.timeoutPhase())
                        .isEqualTo(TimeoutPhase.TLS_HANDSHAKE));
        assertThat(progress(request)).isEqualTo(RequestProgress.NOT_SENT);
        assertThat(rig.dials()).isEqualTo(2);
    }

    @Test
    void reportsLossOfHttp2ConnectionWithoutSettings() {
        rig.usedConnection().disconnect();
        RecordingExchange request = rig.submit();
        rig.dial(1).acceptSilent();
        rig.dial(1).disconnect();
        assertThat(progress(request)).isEqualTo(RequestProgress.NOT_SENT);
    }

    @Test
    void replacesHttp2AfterText() {
        rig.usedConnection().disconnect();
        RecordingExchange request = rig.submit();
        rig.dial(1).acceptSilent();
        rig.dial(1).send("HTTP/1.1 400 Bad Request\r\n\r\n");
        rig.dial(2).acceptHttp1InCleartext();
        assertThat(request.isEnded()).isTrue();
    }

    private static RequestProgress progress(RecordingExchange exchange) {
        return Objects.requireNonNull(exchange.error()).progress();
    }
}
