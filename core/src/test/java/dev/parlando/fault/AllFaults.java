package dev.parlando.fault;

import java.util.List;
import java.util.stream.Stream;

/** The faults of all groups, in the order of the life of a connection. */
final class AllFaults {
    private AllFaults() {}

    static List<Fault> rows() {
        return Stream.of(
                        ConnectFaults.rows(),
                        TlsFaults.rows(),
                        SettingsFaults.rows(),
                        GoAwayFaults.rows(),
                        ResetFaults.rows(),
                        CutFaults.rows(),
                        FrameFaults.rows(),
                        HeaderFaults.rows(),
                        WindowFaults.rows(),
                        ResponseFaults.rows(),
                        ResponseFaults.errorRows(),
                        TimestampFaults.rows(),
                        TimeoutFaults.rows(),
                        IdleFaults.rows(),
                        RetryFaults.rows(),
                        ConsumerFaults.rows(),
                        CancelFaults.rows(),
                        CloseFaults.rows(),
                        Http1Faults.rows(),
                        WebSocketFaults.rows(),
                        CleartextFaults.rows())
                .flatMap(List::stream)
                .toList();
    }
}
