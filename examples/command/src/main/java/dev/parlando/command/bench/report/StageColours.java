package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.Stage;
import java.awt.Color;

/** Colours of stages and latencies, which are readable on white and on dark grey. Stateless. */
final class StageColours {
    private StageColours() {}

    static String hex(Stage stage) {
        return "#"
                + Integer.toHexString((of(stage).getRGB() & 0xFFFFFF) | 0x1000000)
                        .substring(1);
    }

    static Color of(Stage stage) {
        return new Color(
                switch (stage) {
                    case SCHEDULE -> 0x8d959e;
                    case TEXT -> 0xa06a42;
                    case QUEUE -> 0xdcb322;
                    case DNS -> 0x8cc4ee;
                    case CONNECT -> 0x4596d8;
                    case TLS -> 0x2463a6;
                    case REQUEST -> 0x16a596;
                    case SERVER -> 0xd9506a;
                    case HEADERS -> 0x7d5fd8;
                    case FIRST_BYTE -> 0xc65fc0;
                    case FIRST_DECODED -> 0x5cab46;
                    case LEADING_SILENCE -> 0xa9bf94;
                    case DEVICE -> 0xee8a2a;
                });
    }

    static Color of(Latency latency) {
        return new Color(
                switch (latency) {
                    case TTFB -> 0x2f7fd0;
                    case TTFA -> 0x7a52d1;
                    case EAR -> 0xd9741a;
                    case TOTAL -> 0x6b7480;
                });
    }
}
