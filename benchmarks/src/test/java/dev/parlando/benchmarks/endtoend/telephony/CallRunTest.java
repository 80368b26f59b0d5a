package dev.parlando.benchmarks.endtoend.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.benchmarks.endtoend.peers.ServerEndpoint;
import dev.parlando.benchmarks.rig.process.LineProcess;
import dev.parlando.benchmarks.rig.server.ScriptedServerProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short run of every bridge with the real server and receiver. */
@Timeout(120)
class CallRunTest {
    private static final int CALLS = 3;

    @ParameterizedTest
    @EnumSource(BridgeKind.class)
    void receivesEveryPacketOfABridge(BridgeKind kind) throws Exception {
        try (ScriptedServerProcess server = ScriptedServerProcess.start();
                LineProcess receiver = LineProcess.startJava(List.of(), PacketReceiver.class);
                CallBridge bridge = kind.open(new ServerEndpoint(server.baseUrl(), server.trustedPem()))) {
            List<InetSocketAddress> receivers = Arrays.stream(
                            receiver.readLine().split(" ", -1))
                    .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)))
                    .toList();
            AtomicInteger events = new AtomicInteger();

            CallMeasurement measured =
                    new CallRun(receivers).measure(bridge, new RunPlan(CALLS, 1, 1), events::incrementAndGet);

            Reception received = Reception.parse(receiver.ask("collect"));
            assertThat(measured.error()).isEmpty();
            assertThat(measured.packets().units()).isPositive();
            assertThat(received).isEqualTo(new Reception(CALLS, measured.sent(), received.silent(), 0, 0));
            assertThat(received.silent()).isLessThan(received.packets());
            assertThat(events).hasValue(2);
            assertThat(CallMeasurement.parse(measured.line())).isEqualTo(measured);
        }
    }
}
