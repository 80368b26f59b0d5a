package dev.parlando.programs.cookbook;

import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.asterisk.AudioSocketCall;
import dev.parlando.audio.telephony.asterisk.AudioSocketListener;
import dev.parlando.audio.telephony.asterisk.AudioSocketServer;
import dev.parlando.speech.SpeechSource;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.UUID;

/** Speaks to the calls that Asterisk sends over AudioSocket. */
final class AsteriskGreeter {
    private AsteriskGreeter() {}

    // region
    /** Answers the calls whose UUIDs the application has announced. */
    static AudioSocketServer start(
            SpeechSource engine, PacketClock clock, InetSocketAddress address, Set<UUID> expected) {
        return AudioSocketServer.builder(address, call -> {
                    if (expected.remove(call.uuid())) {
                        greet(engine, clock, call);
                    } else {
                        call.hangUp(); // The UUID is the only proof that the call is expected.
                    }
                })
                .start();
    }

    private static void greet(SpeechSource engine, PacketClock clock, AudioSocketCall call) {
        TelephoneLeg leg =
                TelephoneLeg.builder(engine, clock, call).format(call.format()).open();
        call.attach(leg); // The leg ends with the call, and the call with the leg.
        call.listener(new AudioSocketListener() {
            @Override
            public void onDigit(char digit) {
                leg.clear(); // Barge-in: the next packet is silence or newer speech.
                leg.say("You pressed " + digit + ".");
            }
        });
        leg.say("Welcome. Press any key.");
    }
    // endregion
}
