<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CaseHead</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChosenCases</name>
    <message numerus="yes">
        <source>Print run {run} is made of %n letter(s).</source>
        <translation>
            <numerusform>Print run {run} is made of %n letter.</numerusform>
            <numerusform>Print run {run} is made of %n letters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more.</source>
        <translation>
            <numerusform>and %n more.</numerusform>
            <numerusform>and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) written to {path}.</source>
        <translation>
            <numerusform>%n case written to {path}.</numerusform>
            <numerusform>%n cases written to {path}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) copied.</source>
        <translation>
            <numerusform>%n number copied.</numerusform>
            <numerusform>%n numbers copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnvelopeFacts</name>
    <message numerus="yes">
        <source>%n sheet(s)</source>
        <translation>
            <numerusform>%n sheet</numerusform>
            <numerusform>%n sheets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnvelopePanel</name>
    <message numerus="yes">
        <source>%n sheet(s)</source>
        <translation>
            <numerusform>%n sheet</numerusform>
            <numerusform>%n sheets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReminderKeeper</name>
    <message numerus="yes">
        <source>%n answer(s) are overdue</source>
        <translation>
            <numerusform>%n answer is overdue</numerusform>
            <numerusform>%n answers are overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) are due today</source>
        <translation>
            <numerusform>%n answer is due today</numerusform>
            <numerusform>%n answers are due today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) are due soon</source>
        <translation>
            <numerusform>%n answer is due soon</numerusform>
            <numerusform>%n answers are due soon</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeeksModel</name>
    <message numerus="yes">
        <source>%n answer(s) due</source>
        <translation>
            <numerusform>%n answer due</numerusform>
            <numerusform>%n answers due</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>page</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
</context>
</TS>
