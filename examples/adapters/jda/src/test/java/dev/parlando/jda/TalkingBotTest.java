package dev.parlando.jda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.dv8tion.jda.api.audio.AudioSendHandler;
import net.dv8tion.jda.api.entities.channel.middleman.AudioChannel;
import net.dv8tion.jda.api.managers.AudioManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("adapter")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TalkingBotTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @Test
    void registersHandlerThatSpeaks() {
        List<Object> arguments = new ArrayList<>();
        AudioManager manager = fake(AudioManager.class, arguments);
        service.answer(SpeechAnswer.tone(Duration.ofMillis(100)));
        AudioChannel channel = fake(AudioChannel.class, new ArrayList<>());
        try (SpeechPlayer player = TalkingBot.join(manager, channel, service.engine())) {
            AudioSendHandler handler = (AudioSendHandler) arguments.get(0);
            assertThat(arguments.get(1)).isSameAs(channel);
            while (!handler.canProvide()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            assertThat(player.isPaused()).isFalse();
        }
    }

    private static <T> T fake(Class<T> type, List<Object> arguments) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    arguments.add(values[0]);
                    return null;
                }));
    }
}
