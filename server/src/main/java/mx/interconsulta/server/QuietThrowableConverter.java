package mx.interconsulta.server;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * Writes what kind of exception was thrown and where, never its message: a driver's or parser's
 * message may repeat values, and so patient data.
 */
public final class QuietThrowableConverter extends ThrowableHandlingConverter {
  private static final int MOST_FRAMES = 30;
  private static final int MOST_CAUSES = 5;

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder text = new StringBuilder();
    IThrowableProxy thrown = event.getThrowableProxy();
    for (int depth = 0; thrown != null && depth < MOST_CAUSES; depth++) {
      text.append(depth == 0 ? "  " : "  caused by ").append(thrown.getClassName()).append('\n');
      StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
      int shown = Math.min(MOST_FRAMES, frames.length - thrown.getCommonFrames());
      for (int i = 0; i < shown; i++) {
        text.append("    ").append(frames[i].getSTEAsString()).append('\n');
      }
      thrown = thrown.getCause();
    }
    return text.toString();
  }
}
