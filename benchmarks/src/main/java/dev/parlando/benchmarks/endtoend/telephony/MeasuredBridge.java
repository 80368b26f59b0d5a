package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.endtoend.peers.ServerEndpoint;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A program with one bridge. It runs the {@link RunPlan} of each line on stdin. It prints {@link #MEASURING} when the
 * measurement starts and when it ends, and then its {@link CallMeasurement}. Its arguments are the bridge, the base URL,
 * the PEM file to trust, and the ports of the receivers.
 */
final class MeasuredBridge {
    /** The line that the program prints at the start and at the end of a measurement. */
    static final String MEASURING = "measuring";

    private MeasuredBridge() {}

    /** Measures until stdin ends. */
    public static void main(String[] arguments) throws Exception {
        BridgeKind kind = BridgeKind.valueOf(arguments[0]);
        ServerEndpoint server = new ServerEndpoint(URI.create(arguments[1]), Path.of(arguments[2]));
        List<InetSocketAddress> receivers = Arrays.stream(arguments)
                .skip(3)
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)))
                .toList();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null) {
            try (CallBridge bridge = kind.open(server)) {
                System.out.println(new CallRun(receivers)
                        .measure(bridge, RunPlan.parse(line), () -> System.out.println(MEASURING))
                        .line());
            }
        }
        System.exit(0);
    }
}
