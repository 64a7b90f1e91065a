// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import coattail.api.ContentType;
import coattail.core.internal.wire.Body;

/** Types that are converted, and values of them read and written as JSON. */
final class CodecSamples {
    private CodecSamples() {}

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "verde";
            }
        }
    }

    record Guest(String name) {}

    record Party(Guest host, List<Guest> guests, Optional<String> note, Map<Colour, Integer> balloons) {}

    record Scalars(
            boolean flag,
            byte tiny,
            short small,
            int medium,
            long large,
            float single,
            double twice,
            char letter,
            BigInteger whole,
            BigDecimal exact,
            Integer boxed,
            Number any) {}

    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            YearMonth month,
            Date old,
            UUID uuid,
            URI uri,
            TimeUnit unit) {}

    record Node(String value, List<Node> children) {}

    record Page<T>(List<T> items, int total) {}

    record GuestPage(Page<Guest> page) {}

    record Nothing() {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("must be positive");
            }
        }
    }

    record Event(Object data) {}

    public static class Base<T> {
        private T content;

        public T getContent() {
            return content;
        }

        public void setContent(T content) {
            this.content = content;
        }
    }

    public static class Bean extends Base<Guest> {
        private String title = "untitled";
        private boolean open;

        public String getTitle() {
            return title;
        }

        public void setTitle(String title) {
            this.title = title;
        }

        public boolean isOpen() {
            return open;
        }

        public void setOpen(boolean open) {
            this.open = open;
        }

        public int getTitleLength() {
            return title.length();
        }
    }

    static Object read(Class<?> type, String json) {
        return Codec.of(type).read(json(json));
    }

    static String write(Class<?> type, Object value) {
        var body = Codec.forWriting(type).write(value);
        assertEquals(ContentType.JSON, body.type());
        return asText(body);
    }

    static Body json(String text) {
        return Body.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    static Body text(String text) {
        return Body.of(ContentType.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static String asText(Body body) {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }
}
