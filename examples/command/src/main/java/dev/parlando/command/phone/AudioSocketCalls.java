package dev.parlando.command.phone;

import dev.parlando.audio.telephony.asterisk.AudioSocketCall;
import dev.parlando.audio.telephony.asterisk.AudioSocketListener;
import dev.parlando.audio.telephony.asterisk.AudioSocketServer;
import java.net.InetSocketAddress;

/** The calls that Asterisk sends over AudioSocket. */
final class AudioSocketCalls {
    private AudioSocketCalls() {}

    static AudioSocketServer listen(InetSocketAddress address, PhoneCalls calls) {
        return AudioSocketServer.builder(address, call -> onCall(call, calls)).start();
    }

    private static void onCall(AudioSocketCall call, PhoneCalls calls) {
        calls.open(call.uuid().toString(), call, call.format(), () -> call.statistics()
                        .packetsDropped())
                .ifPresentOrElse(speaking -> start(call, speaking), call::hangUp);
    }

    private static void start(AudioSocketCall call, PhoneCall speaking) {
        call.listener(new AudioSocketListener() {
            @Override
            public void onDigit(char digit) {
                speaking.onKey();
            }
        });
        call.attach(speaking.leg());
        speaking.start();
    }
}
