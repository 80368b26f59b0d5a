package dev.parlando.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import io.netty.handler.codec.http2.Http2Error;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the reuse of connections after idle times, in fake time. */
class ConnectionPoolTest {
    private static final int IDLE_LIMIT_SECONDS = 30;
    private static final int PING_ANSWER_SECONDS = 5;

    private PoolRig rig = new PoolRig(32);

    @AfterEach
    void close() {
        rig.close();
    }

    /** Returns a connection that was used and that the network has dropped silently since then. */
    private ScriptedDial silentConnection() {
        ScriptedDial connection = rig.usedConnection();
        connection.swallow();
        rig.advanceSeconds(IDLE_LIMIT_SECONDS + 1);
        return connection;
    }

    private static void assertConnectError(RecordingExchange exchange) {
        assertThat(exchange.error())
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("connection refused by the script")
                .extracting(error -> ((TransportException) error).progress())
                .isEqualTo(RequestProgress.NOT_SENT);
    }

    @Test
    void closesConnectionsBehindOneThatFailsToClose() {
        ScriptedDial open = rig.usedConnection();
        rig.openConnections(3);
        rig.dial(1).failToCancel();
        rig.pool.close();
        assertThat(open.isOpen()).isFalse();
        assertThat(rig.dial(1).isCancelled()).isTrue();
        assertThat(rig.dial(2).isCancelled()).isTrue();
    }

    @Test
    void reusesConnectionWithinIdleLimitWithoutCheck() {
        ScriptedDial connection = rig.usedConnection();
        rig.advanceSeconds(IDLE_LIMIT_SECONDS);
        assertThat(rig.submit().isEnded()).isTrue();
        assertThat(connection.pings()).isZero();
        assertThat(rig.dials()).isEqualTo(1);
    }

    @Test
    void sendsRequestOnNewConnectionWhileOldOneIsSilent() {
        ScriptedDial old = silentConnection();
        RecordingExchange request = rig.submit();
        assertThat(rig.dials()).isEqualTo(2);
        rig.dial(1).accept(100);
        assertThat(request.isEnded()).isTrue();
        rig.advanceSeconds(PING_ANSWER_SECONDS);
        assertThat(old.isOpen()).isFalse();
        old.deliver();
        assertThat(old.requests()).isEqualTo(1);
    }

    @Test
    void sendsRequestOnOldConnectionThatAnswersFirst() {
        ScriptedDial old = silentConnection();
        RecordingExchange request = rig.submit();
        assertThat(request.hasStarted()).isFalse();
        old.deliver();
        assertThat(request.isEnded()).isTrue();
        assertThat(old.pings()).isEqualTo(1);
        assertThat(old.requests()).isEqualTo(2);
        assertThat(rig.dial(1).isCancelled()).isTrue();
    }

    @Test
    void returnsConnectionToUseAfterLateAnswer() {
        ScriptedDial old = silentConnection();
        rig.submit();
        rig.dial(1).accept(100);
        rig.advanceSeconds(PING_ANSWER_SECONDS - 1);
        old.deliver();
        assertThat(rig.submit().isEnded()).isTrue();
        assertThat(old.requests()).isEqualTo(2);
        assertThat(rig.dial(1).isOpen()).isTrue();
        assertThat(rig.dials()).isEqualTo(2);
    }

    @Test
    void waitsForCheckAfterFailureToConnect() {
        ScriptedDial old = silentConnection();
        RecordingExchange request = rig.submit();
        rig.dial(1).refuse();
        assertThat(request.error()).isNull();
        assertThat(rig.dials()).isEqualTo(2);
        old.deliver();
        assertThat(request.isEnded()).isTrue();
        assertThat(old.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reportsConnectErrorOnceOldConnectionIsDead(boolean refusedFirst) {
        silentConnection();
        RecordingExchange request = rig.submit();
        if (refusedFirst) {
            rig.dial(1).refuse();
            rig.advanceSeconds(PING_ANSWER_SECONDS);
        } else {
            rig.advanceSeconds(PING_ANSWER_SECONDS);
            assertThat(request.error()).isNull();
            rig.dial(1).refuse();
        }
        assertConnectError(request);
        assertThat(rig.dials()).isEqualTo(2);
    }

    @Test
    void connectsAgainForNextRequestAfterFailureToConnect() {
        silentConnection();
        RecordingExchange first = rig.submit();
        rig.dial(1).refuse();
        RecordingExchange second = rig.submit();
        assertThat(rig.dials()).isEqualTo(3);
        rig.dial(2).accept(100);
        assertThat(first.isEnded()).isTrue();
        assertThat(second.isEnded()).isTrue();
    }

    @Test
    void connectsOnceForSeveralWaitingRequests() {
        silentConnection();
        List<RecordingExchange> requests =
                Stream.generate(rig::submit).limit(20).toList();
        assertThat(rig.dials()).isEqualTo(2);
        rig.dial(1).accept(100);
        assertThat(requests).allMatch(RecordingExchange::isEnded);
    }

    @Test
    void writesNoRequestThatIsCancelledDuringCheck() {
        ScriptedDial old = silentConnection();
        RecordingExchange request = rig.submit();
        request.cancel(Http2Error.CANCEL);
        old.deliver();
        assertThat(old.requests()).isEqualTo(1);
        assertThat(rig.dial(1).isCancelled()).isTrue();
        assertThat(rig.submit().isEnded()).isTrue();
        assertThat(old.requests()).isEqualTo(2);
    }

    @Test
    void closesConnectionsDuringCheck() {
        ScriptedDial old = silentConnection();
        rig.submit().cancel(Http2Error.CANCEL);
        rig.pool.close();
        assertThat(old.isOpen()).isFalse();
        assertThat(rig.dial(1).isCancelled()).isTrue();
        rig.advanceSeconds(PING_ANSWER_SECONDS);
        assertThat(rig.dials()).isEqualTo(2);
    }

    @Test
    void exceedsMaximumOnlyUntilCheckIsAnswered() {
        rig = new PoolRig(1);
        ScriptedDial old = silentConnection();
        RecordingExchange request = rig.submit();
        rig.dial(1).accept(100);
        assertThat(request.isEnded()).isTrue();
        old.deliver();
        assertThat(Stream.of(old, rig.dial(1)).filter(ScriptedDial::isOpen)).hasSize(1);
        assertThat(rig.submit().isEnded()).isTrue();
        assertThat(rig.dials()).isEqualTo(2);
    }

    @Test
    void waitsForCheckOfConnectionInUseAtMaximum() {
        rig = new PoolRig(1);
        ScriptedDial connection = rig.usedConnection();
        connection.holdRequests();
        RecordingExchange running = rig.submit();
        connection.swallow();
        rig.advanceSeconds(10);
        RecordingExchange waiting = rig.submit();
        assertThat(waiting.error()).isNull();
        assertThat(rig.dials()).isEqualTo(1);
        connection.deliver();
        connection.answer();
        assertThat(running.isEnded()).isTrue();
        assertThat(waiting.isEnded()).isTrue();
    }

    @Test
    void checksConnectionThatWasOpenedAheadAndNeverUsed() {
        rig.openConnections(1);
        rig.dial(0).accept(100);
        rig.dial(0).swallow();
        rig.advanceSeconds(IDLE_LIMIT_SECONDS + 1);
        RecordingExchange request = rig.submit();
        rig.dial(1).accept(100);
        assertThat(request.isEnded()).isTrue();
    }

    @Test
    void checksAllIdleConnectionsAndConnectsOnce() {
        rig.openConnections(3);
        for (int i = 0; i < 3; i++) {
            rig.dial(i).accept(100);
        }
        rig.advanceSeconds(IDLE_LIMIT_SECONDS + 1);
        for (int i = 0; i < 3; i++) {
            rig.dial(i).swallow();
        }
        RecordingExchange request = rig.submit();
        assertThat(rig.dials()).isEqualTo(4);
        rig.dial(2).deliver();
        assertThat(request.isEnded()).isTrue();
        rig.dial(0).deliver();
        rig.dial(1).deliver();
        assertThat(List.of(rig.dial(0), rig.dial(1), rig.dial(2)))
                .allMatch(connection -> connection.pings() == 1 && connection.isOpen());
    }

    @Test
    void openingAheadReplacesDeadConnection() {
        silentConnection();
        CompletableFuture<Void> ready = rig.openConnections(1);
        assertThat(ready).isNotDone();
        rig.dial(1).accept(100);
        assertThat(ready).isCompleted();
        assertThat(rig.submit().isEnded()).isTrue();
    }

    @Test
    void openingAheadKeepsConnectionThatAnswers() {
        ScriptedDial old = silentConnection();
        CompletableFuture<Void> ready = rig.openConnections(1);
        old.deliver();
        assertThat(ready).isCompleted();
        assertThat(rig.dial(1).isCancelled()).isTrue();
    }

    @Test
    void reusesHttp1ConnectionWithinIdleLimit() {
        rig.submit();
        rig.dial(0).acceptHttp1();
        rig.advanceSeconds(IDLE_LIMIT_SECONDS);
        assertThat(rig.submit().isEnded()).isTrue();
        assertThat(rig.dial(0).requests()).isEqualTo(2);
    }

    @Test
    void replacesHttp1ConnectionBeyondIdleLimit() {
        rig.submit();
        rig.dial(0).acceptHttp1();
        rig.dial(0).swallow();
        rig.advanceSeconds(IDLE_LIMIT_SECONDS + 1);
        RecordingExchange request = rig.submit();
        assertThat(rig.dial(0).isOpen()).isFalse();
        assertThat(rig.dials()).isEqualTo(2);
        rig.dial(1).acceptHttp1();
        assertThat(request.isEnded()).isTrue();
    }

    /** Returns two connections for one request each, of which the second is needed only during bursts. */
    private List<ScriptedDial> twoConnections() {
        rig.submit();
        rig.dial(0).accept(1);
        rig.dial(0).holdRequests();
        rig.submit();
        rig.submit();
        rig.dial(1).accept(1);
        rig.dial(0).answer();
        return List.of(rig.dial(0), rig.dial(1));
    }

    private void speakOnBoth(List<ScriptedDial> connections) {
        connections.forEach(ScriptedDial::holdRequests);
        rig.submit();
        rig.submit();
        connections.forEach(ScriptedDial::answer);
    }

    @Test
    void keepsSecondConnectionThatIsUsedAgainAndAgain() {
        List<ScriptedDial> connections = twoConnections();
        for (int i = 0; i < 10; i++) {
            rig.advanceSeconds(25);
            speakOnBoth(connections);
        }
        assertThat(connections).allMatch(ScriptedDial::isOpen);
        assertThat(rig.dials()).isEqualTo(2);
    }

    @Test
    void closesSecondConnectionAfterIdleTime() {
        List<ScriptedDial> connections = twoConnections();
        rig.advanceSeconds(25);
        speakOnBoth(connections);
        rig.advanceSeconds(59);
        assertThat(connections).allMatch(ScriptedDial::isOpen);
        rig.advanceSeconds(1);
        assertThat(connections.stream().filter(ScriptedDial::isOpen)).hasSize(1);
    }

    @Test
    void closesSurplusConnectionThatWasNeverUsed() {
        silentConnection().deliver();
        rig.dial(0).swallow();
        rig.submit().cancel(Http2Error.CANCEL);
        rig.dial(1).accept(100);
        rig.dial(0).deliver();
        rig.advanceSeconds(60);
        assertThat(Stream.of(rig.dial(0), rig.dial(1)).filter(ScriptedDial::isOpen))
                .hasSize(1);
    }
}
