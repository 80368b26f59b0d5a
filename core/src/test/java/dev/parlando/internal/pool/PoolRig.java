package dev.parlando.internal.pool;

import dev.parlando.internal.connect.CleartextProtocol;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.event.EngineTelemetry;
import dev.parlando.internal.exchange.TestTransportSettings;
import dev.parlando.internal.exchange.TransportSettings;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A connection pool in fake time, whose connections end in memory. Owned by the test. */
final class PoolRig {
    final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel loop =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final List<ScriptedDial> dials = new ArrayList<>();
    final ConnectionPool pool;

    /** Creates a pool that checks connections after 30 s of silence and waits 5 s for the answer. */
    PoolRig(int maxConnections) {
        TransportSettings settings = TestTransportSettings.of(maxConnections, Duration.ZERO, ticker::nanoTime);
        pool = new ConnectionPool(
                loop.eventLoop(), this::dial, settings, new CleartextProtocol(), new EngineTelemetry(List.of()));
    }

    private Runnable dial(Connector.Listener listener) {
        ScriptedDial dial = new ScriptedDial(listener, ticker);
        dials.add(dial);
        return dial::cancel;
    }

    /** Returns an attempt to connect, from 0 in the order of their start. */
    ScriptedDial dial(int number) {
        return dials.get(number);
    }

    int dials() {
        return dials.size();
    }

    /** Submits a request, and lets the peers answer as far as they do. */
    RecordingExchange submit() {
        RecordingExchange exchange = new RecordingExchange(loop.eventLoop());
        pool.submit(exchange);
        runTasks();
        return exchange;
    }

    /** Opens the first connection, and uses it once. */
    ScriptedDial usedConnection() {
        submit();
        dial(0).accept(100);
        runTasks();
        return dial(0);
    }

    CompletableFuture<Void> openConnections(int count) {
        return pool.openConnections(count);
    }

    /** Advances the time second by second, and runs the tasks that are due. */
    void advanceSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            ticker.advance(1, TimeUnit.SECONDS);
            runTasks();
        }
    }

    private void runTasks() {
        loop.runScheduledPendingTasks();
        List.copyOf(dials).forEach(ScriptedDial::runTasks);
    }

    void close() {
        List.copyOf(dials).forEach(ScriptedDial::close);
        loop.finishAndReleaseAll();
    }
}
