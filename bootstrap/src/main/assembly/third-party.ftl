<#-- Markdown of what ships: one row for each library, by its coordinates. -->
# What ships with Twinhub

The libraries in `lib/` of the distribution, with their versions and licences as their own poms state them.
The build writes this table to `bootstrap/target/third-party.md`, and a test compares the two. Jars are
shipped as they were published, with the notices inside them.

| Library | Version | Licence |
| --- | --- | --- |
<#list dependencyMap?sort_by(["key", "artifactId"]) as entry>
<#assign project = entry.getKey()/>
<#if project.groupId != "io.twinhub">
| `${project.groupId}:${project.artifactId}` | ${project.version} | ${entry.getValue()?join(", or ")} |
</#if>
</#list>
