import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes each call of analytics-java with what is read from stdin: Calls URL KEY */
public class Calls {
  @SuppressWarnings("unchecked")
  public static void main(String[] words) throws Exception {
    Map<String, Object> call = new Gson().fromJson(
        new InputStreamReader(System.in, StandardCharsets.UTF_8), new TypeToken<Map<String, Object>>() {}.getType());
    Map<String, Object> properties = (Map<String, Object>) call.get("properties");
    String user = (String) call.get("userId");
    String visitor = (String) call.get("anonymousId");
    String name = (String) call.get("name");
    List<MessageBuilder<?, ?>> messages = List.of(
        TrackMessage.builder((String) call.get("event")).anonymousId(visitor).properties(properties)
            .timestamp(Date.from(Instant.parse((String) call.get("utc")))),
        IdentifyMessage.builder().userId(user).traits((Map<String, Object>) call.get("traits")),
        PageMessage.builder(name).userId(user).properties(properties),
        ScreenMessage.builder(name).userId(user).properties(properties),
        GroupMessage.builder((String) call.get("groupId")).userId(user).traits(Map.of("name", name)),
        AliasMessage.builder(visitor).userId(user));
    CountDownLatch open = new CountDownLatch(messages.size());
    AtomicBoolean failed = new AtomicBoolean();
    Analytics analytics = Analytics.builder(words[1]).endpoint(words[0]).flushQueueSize(250).callback(new Callback() {
      @Override public void success(Message message) {
        open.countDown();
      }

      @Override public void failure(Message message, Throwable error) {
        failed.set(true);
        System.out.println(error);
        open.countDown();
      }
    }).build();
    for (MessageBuilder<?, ?> message : messages) analytics.enqueue(message);
    analytics.flush();
    boolean isDone = open.await(150, TimeUnit.SECONDS);
    analytics.shutdown();
    System.exit(isDone && !failed.get() ? 0 : 1);
  }
}
