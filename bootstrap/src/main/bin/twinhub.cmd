@echo off
rem Starts Twinhub. JAVA_HOME chooses the Java, TWINHUB_OPTS adds JVM options.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseSerialGC "-Dlogback.configurationFile=%~dp0..\conf\logback.xml" %TWINHUB_OPTS% -cp "%~dp0..\lib\*" io.twinhub.bootstrap.Main %*
exit /b %ERRORLEVEL%
