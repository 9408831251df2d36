<#-- Markdown of what ships: one row for each library, by its coordinates. -->
# What ships with Twinhub

This table lists the libraries in the folder `lib/` of the distribution, with the versions and licences that their own
poms state. The build writes the same text to `bootstrap/target/third-party.md`, and a test compares the two files. The
jars ship as their authors published them, with the notices inside them.

| Library | Version | Licence |
| --- | --- | --- |
<#list dependencyMap?sort_by(["key", "artifactId"]) as entry>
<#assign project = entry.getKey()/>
<#if project.groupId != "io.twinhub">
| `${project.groupId}:${project.artifactId}` | ${project.version} | ${entry.getValue()?join(", or ")} |
</#if>
</#list>
