<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Name in kana</source>
        <translation>氏名カナ</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>郵便番号</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>電話番号</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>生年月日</translation>
    </message>
    <message>
        <source>Member ID</source>
        <translation>会員ID</translation>
    </message>
    <message>
        <source>This code is not in the directory; type the address.</source>
        <translation>この郵便番号は辞書にありません。住所を入力してください。</translation>
    </message>
    <message>
        <source>This code is that of {place}.</source>
        <translation>この郵便番号は{place}です。</translation>
    </message>
    <message>
        <source>This is</source>
        <translation>この封筒は</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Number of our letter</source>
        <translation>当方の文書番号</translation>
    </message>
    <message>
        <source>What it was, what became of it</source>
        <translation>何であったか、どうしたか</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About caseman</source>
        <translation>caseman について</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>構成要素</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>プログラムの構成要素</translation>
    </message>
    <message>
        <source>Licence of the chosen part</source>
        <translation>選んだ構成要素のライセンス</translation>
    </message>
    <message>
        <source>The parts are being read…</source>
        <translation>構成要素を読み込んでいます…</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>一覧をコピー</translation>
    </message>
    <message>
        <source>The list is on the clipboard.</source>
        <translation>一覧をクリップボードにコピーしました。</translation>
    </message>
    <message>
        <source>A desk for a privacy office. Apache License 2.0.</source>
        <translation>個人情報保護事務局のための案件管理。Apache License 2.0。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>see its text</source>
        <translation>本文を参照</translation>
    </message>
    <message>
        <source>This part comes without the text of its licence here: {licence}.</source>
        <translation>この構成要素には、ライセンスの本文が付属していません（{licence}）。</translation>
    </message>
</context>
<context>
    <name>AdministratorPanel</name>
    <message>
        <source>These rules hold for every office that is opened on this workstation. What is chosen elsewhere in the settings may be stricter, never weaker. Only the administrator can change the file.</source>
        <translation>これらの規則は、この端末で開くすべての事務局に適用されます。ほかの設定ではこれより厳しくできますが、緩めることはできません。ファイルを変更できるのは端末の管理者だけです。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>No rules are set for this workstation. An administrator can set the longest time before the lock, where and how often backups are made, and more, in one file for every office opened here.</source>
        <translation>この端末に定められた規則はありません。端末の管理者は、ロックまでの最長時間、バックアップの場所と頻度などを、ここで開くすべての事務局について1つのファイルで定めることができます。</translation>
    </message>
</context>
<context>
    <name>AmendPart</name>
    <message>
        <source>Who</source>
        <translation>対象者</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>read wrong; told by telephone; …</source>
        <translation>読み違い、電話での申出 など</translation>
    </message>
    <message>
        <source>Save the person</source>
        <translation>当事者を保存</translation>
    </message>
    <message>
        <source>Amend a person…</source>
        <translation>当事者の訂正…</translation>
    </message>
    <message>
        <source>Amend a person</source>
        <translation>当事者の訂正</translation>
    </message>
    <message>
        <source>Saved. A letter that shows what was amended and has not left must be made anew.</source>
        <translation>保存しました。訂正前の内容が載った未発送の通知書は作り直してください。</translation>
    </message>
</context>
<context>
    <name>AttachmentsPart</name>
    <message>
        <source>Attachments</source>
        <translation>別紙</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>請求</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What it is, as the letter names it.</source>
        <translation>通知書に記載する名称。</translation>
    </message>
    <message>
        <source>It goes</source>
        <translation>付け方</translation>
    </message>
    <message>
        <source>Attach a file…</source>
        <translation>ファイルを添付…</translation>
    </message>
    <message>
        <source>Change title or placing</source>
        <translation>名称・付け方を変更</translation>
    </message>
    <message>
        <source>Redact…</source>
        <translation>墨塗り…</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>Print the enclosed paper…</source>
        <translation>同封する別紙を印刷…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>How far the file is taken in</source>
        <translation>ファイルの取込みの進み具合</translation>
    </message>
    <message>
        <source>PDF, JPEG, PNG or TIFF. The file stays here unredacted; what goes with the letter are pictures of its pages. Every change asks for the letter&apos;s next version.</source>
        <translation>PDF、JPEG、PNG、TIFF。ファイルは墨塗り前のまま保管され、通知書には各ページの画像が付きます。変更するたびに、通知書の次の版が必要になります。</translation>
    </message>
    <message>
        <source>Attached data</source>
        <translation>添付する開示データ</translation>
    </message>
    <message>
        <source>PDF and pictures</source>
        <translation>PDFと画像</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>ファイルの添付</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>変更しました。</translation>
    </message>
    <message>
        <source>Moved.</source>
        <translation>移しました。</translation>
    </message>
    <message>
        <source>Taken out.</source>
        <translation>外しました。</translation>
    </message>
    <message>
        <source>Attachment {number}: {title} – {placing}, pages: {pages}</source>
        <translation>別紙{number}&#x3000;{title} – {placing}、{pages}ページ</translation>
    </message>
    <message>
        <source>, redacted: {count}</source>
        <translation>、墨塗り{count}か所</translation>
    </message>
    <message>
        <source>Redacted without ground or reason, so that no letter can be made: attachment {numbers}.</source>
        <translation>根拠又は理由のない墨塗りがあるため、通知書を作成できません：別紙{numbers}。</translation>
    </message>
    <message>
        <source>Attached.</source>
        <translation>添付しました。</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>監査</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>統計</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保存期間</translation>
    </message>
    <message>
        <source>Disposal</source>
        <translation>廃棄</translation>
    </message>
    <message>
        <source>Register kept before</source>
        <translation>これまでの台帳</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>監査証跡</translation>
    </message>
</context>
<context>
    <name>BackupKeeper</name>
    <message>
        <source>Close without it</source>
        <translation>バックアップせずに閉じる</translation>
    </message>
    <message>
        <source>The backup at close is being written: {percent} %.</source>
        <translation>閉じる前のバックアップを書き込み中：{percent} %。</translation>
    </message>
</context>
<context>
    <name>BackupPanel</name>
    <message>
        <source>Backups in the folder</source>
        <translation>フォルダー内のバックアップ</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Best on another disk. A network folder will do.</source>
        <translation>別のディスクをお勧めします。ネットワークフォルダーでも構いません。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存数</translation>
    </message>
    <message>
        <source> backups</source>
        <translation> 件</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source> h</source>
        <translation> 時間</translation>
    </message>
    <message>
        <source>never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Each backup is encrypted, has its key file beside it, and is opened and checked after it was written. To bring one back: “Bring back a backup” in the File menu.</source>
        <translation>バックアップは暗号化され、鍵ファイルが隣に置かれ、書き込み後に開いて確認されます。復元するには、ファイルメニューの「バックアップを復元」を選びます。</translation>
    </message>
    <message>
        <source>Back up when the window is closed</source>
        <translation>ウィンドウを閉じるときにバックアップする</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>今すぐバックアップ</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>予定を保存</translation>
    </message>
    <message>
        <source>The backup is being written</source>
        <translation>バックアップの書き込み中</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>バックアップ</translation>
    </message>
    <message>
        <source>Say into which folder the backup goes.</source>
        <translation>バックアップの保存先フォルダーを指定してください。</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>バックアップはまだありません。</translation>
    </message>
    <message>
        <source>Last backup: {when}</source>
        <translation>最新のバックアップ：{when}</translation>
    </message>
    <message>
        <source>The backup is {file}; it was opened and checked.</source>
        <translation>バックアップは{file}です。開いて確認しました。</translation>
    </message>
    <message>
        <source>The plan is saved.</source>
        <translation>予定を保存しました。</translation>
    </message>
    <message>
        <source>Folder for the backups</source>
        <translation>バックアップの保存先</translation>
    </message>
</context>
<context>
    <name>BookPanel</name>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>CSVで保存…</translation>
    </message>
    <message>
        <source>Entries of the book</source>
        <translation>出納簿の記入</translation>
    </message>
    <message>
        <source>Nothing was entered for this month. Payments recorded in a case and deposits of statements stand here.</source>
        <translation>この月の記入はありません。案件で記録した納付と、明細の入金がここに並びます。</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>記録番号</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>勘定</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>支払方法</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>振込名義</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Reverses</source>
        <translation>取り消す記入</translation>
    </message>
    <message>
        <source>Deposits that wait</source>
        <translation>照合待ちの入金</translation>
    </message>
    <message>
        <source>Fees of cases</source>
        <translation>案件の手数料</translation>
    </message>
    <message>
        <source>Money set aside</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>Told by the statements</source>
        <translation>明細の合計</translation>
    </message>
    <message>
        <source>Fees of cases hold what was noted by hand as well: cash, stamps, receipts that no statement confirmed yet.</source>
        <translation>案件の手数料には、手で記録した分(現金、切手、明細でまだ確認していない振込控え)も含みます。</translation>
    </message>
    <message>
        <source>What the book comes to, in all months</source>
        <translation>出納簿の残高(全期間)</translation>
    </message>
    <message>
        <source>Entries: {count}. Fees of cases among them: {amount}.</source>
        <translation>記入 {count} 件、うち案件の手数料 {amount}。</translation>
    </message>
    <message>
        <source>This entry belongs to no case.</source>
        <translation>この記入はどの案件にも属していません。</translation>
    </message>
    <message>
        <source>Where to write the list</source>
        <translation>一覧の保存先</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSVファイル (*.csv)</translation>
    </message>
    <message>
        <source>Entries in {file}: {rows}. Audit anchor: {head}</source>
        <translation>{rows}件の記入を {file} に書き出しました。監査証跡の照合値：{head}</translation>
    </message>
</context>
<context>
    <name>CameBy</name>
    <message>
        <source>Day of the call</source>
        <translation>受電日</translation>
    </message>
    <message>
        <source>Arrived on</source>
        <translation>受付日</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>開封者</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>受付者</translation>
    </message>
    <message>
        <source>Who called</source>
        <translation>電話をかけた人</translation>
    </message>
    <message>
        <source>Sender, as written</source>
        <translation>差出人（記載どおり）</translation>
    </message>
    <message>
        <source>Enclosures</source>
        <translation>同封書類</translation>
    </message>
    <message>
        <source>What is attached</source>
        <translation>添付書類</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>添付ファイル</translation>
    </message>
    <message>
        <source>This office takes no request by this channel ({channel}). Log it all the same, and tell the person how to ask.</source>
        <translation>この方法（{channel}）による請求は受け付けていません。受付は登録し、請求の方法を本人に案内してください。</translation>
    </message>
</context>
<context>
    <name>CaseForm</name>
    <message>
        <source>Requests</source>
        <translation>請求区分</translation>
    </message>
    <message>
        <source>The complaint is urgent</source>
        <translation>緊急の苦情</translation>
    </message>
    <message>
        <source>The complaint must be made public</source>
        <translation>公表を要する苦情</translation>
    </message>
    <message>
        <source>Principal (the person the data are about)</source>
        <translation>本人（保有個人データの本人）</translation>
    </message>
    <message>
        <source>An agent asks for the principal</source>
        <translation>代理人による請求</translation>
    </message>
    <message>
        <source>Kind of agent</source>
        <translation>代理人の種別</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>案件を登録</translation>
    </message>
    <message>
        <source>Choose an envelope in the register first.</source>
        <translation>先に郵便受発信簿で封筒を選んでください。</translation>
    </message>
    <message>
        <source>Envelope of {day}, sender as written: {sender}</source>
        <translation>{day}受付の封筒、差出人（記載どおり）：{sender}</translation>
    </message>
    <message>
        <source>Inquiry of {day} ({channel}): {sender}</source>
        <translation>{day}の問合せ（{channel}）：{sender}</translation>
    </message>
    <message>
        <source>Which data</source>
        <translation>対象データ</translation>
    </message>
    <message>
        <source>Request forms</source>
        <translation>開示等請求書の通数</translation>
    </message>
    <message>
        <source>Items or names</source>
        <translation>項目・名義の数</translation>
    </message>
    <message>
        <source>The case is not open yet: see the fields marked below.</source>
        <translation>案件はまだ登録されていません。下の印の付いた項目を確認してください。</translation>
    </message>
</context>
<context>
    <name>CaseHead</name>
    <message>
        <source>The records of this case were disposed of. Its line in the ledger stays.</source>
        <translation>この案件の記録は廃棄されました。台帳の行は残ります。</translation>
    </message>
    <message>
        <source>Next step: {step}</source>
        <translation>次の手続：{step}</translation>
    </message>
    <message>
        <source>nothing to answer</source>
        <translation>回答不要</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>回答済み</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>残り%n日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n日超過</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer by {day}, {rest}</source>
        <translation>回答期限：{day}、{rest}</translation>
    </message>
    <message>
        <source>{said} {who}, {when}</source>
        <translation>{said} {who}、{when}</translation>
    </message>
    <message>
        <source>Undo: {action}…</source>
        <translation>元に戻す：{action}…</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>元に戻す…</translation>
    </message>
</context>
<context>
    <name>CaseHistory</name>
    <message>
        <source>What the history shows</source>
        <translation>履歴の表示内容</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>行われた処理</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>History</source>
        <translation>経過</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Form</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>What you were typing here is back.</source>
        <translation>入力途中の内容を復元しました。</translation>
    </message>
</context>
<context>
    <name>CaseSide</name>
    <message>
        <source>The letter is shown here once there is one.</source>
        <translation>通知書ができるとここに表示されます。</translation>
    </message>
    <message>
        <source>Mask…</source>
        <translation>マスキング…</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>History</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>関連</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Register kept before</source>
        <translation>これまでの台帳</translation>
    </message>
    <message>
        <source>Notes ({count})</source>
        <translation>メモ（{count}）</translation>
    </message>
    <message>
        <source>In quarantine until masked: {names}</source>
        <translation>マスキングまで隔離中：{names}</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation>書かれている内容</translation>
    </message>
    <message>
        <source>Copy of an identity document</source>
        <translation>本人確認書類の写し</translation>
    </message>
    <message>
        <source>It goes before the rest of the case, as the procedure says.</source>
        <translation>手続の定めに従い、案件のほかの記録より先に廃棄します。</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>案件を開く</translation>
    </message>
    <message>
        <source>Chosen cases</source>
        <translation>選んだ案件</translation>
    </message>
    <message>
        <source>List</source>
        <translation>一覧</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>{cases}, {count} of them chosen</source>
        <translation>{cases}のうち{count}件を選択中</translation>
    </message>
</context>
<context>
    <name>CharactersView</name>
    <message>
        <source>Sheet</source>
        <translation>シート</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Code points</source>
        <translation>コードポイント</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Written as</source>
        <translation>置き換え後</translation>
    </message>
    <message>
        <source>Characters that cannot be written</source>
        <translation>書き出せない文字</translation>
    </message>
    <message>
        <source>Replace as listed</source>
        <translation>一覧のとおりに置き換える</translation>
    </message>
    <message>
        <source>Write UTF-8 instead</source>
        <translation>UTF-8で書き出す</translation>
    </message>
    <message>
        <source>Back to the preview</source>
        <translation>プレビューに戻る</translation>
    </message>
    <message>
        <source>Characters that cannot be written: {count}</source>
        <translation>書き出せない文字：{count}字</translation>
    </message>
    <message>
        <source>Nothing stands for {count} of them. Write UTF-8 instead.</source>
        <translation>そのうち{count}字は置き換える文字がありません。UTF-8で書き出してください。</translation>
    </message>
    <message>
        <source>Nothing was written yet. What is replaced is listed in replaced.csv of the set.</source>
        <translation>まだ何も書き出していません。置き換えた文字は、監査用データの replaced.csv に残ります。</translation>
    </message>
    <message>
        <source>The first {count} are shown.</source>
        <translation>先頭の{count}行を表示しています。</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>（なし）</translation>
    </message>
    <message>
        <source>(left out)</source>
        <translation>（読み込まない）</translation>
    </message>
</context>
<context>
    <name>ChartTable</name>
    <message>
        <source>Sum</source>
        <translation>計</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>割合</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Default: {value}</source>
        <translation>既定値：{value}</translation>
    </message>
    <message>
        <source>Set back</source>
        <translation>既定値に戻す</translation>
    </message>
    <message>
        <source>Set back: {setting}</source>
        <translation>既定値に戻す：{setting}</translation>
    </message>
    <message>
        <source>When no key was pressed and the mouse was not moved for so long, the file is locked. What was being typed is kept in it.</source>
        <translation>キー操作もマウス操作もないままこの時間が過ぎると、ファイルをロックします。入力中の内容はファイルの中に残ります。</translation>
    </message>
    <message>
        <source>The window speaks it at once; what is being typed stays. Letters follow the procedure, not this.</source>
        <translation>画面の言語がすぐに切り替わります。入力中の内容は残ります。通知書の言語は、この設定ではなく手続に従います。</translation>
    </message>
    <message>
        <source>Colours of the window alone; papers are printed as ever.</source>
        <translation>画面の配色だけが変わります。印刷物は変わりません。</translation>
    </message>
    <message>
        <source>In percent of the system&apos;s. Papers are printed as ever.</source>
        <translation>システムの文字の大きさに対する割合です。印刷物は変わりません。</translation>
    </message>
    <message>
        <source>The desktop tells how many dates come near, in numbers alone: never a name or a case.</source>
        <translation>期限の近い案件の数をデスクトップに通知します。件数だけを示し、氏名や案件は示しません。</translation>
    </message>
    <message>
        <source>So many days before the date by which to answer; 0: on the day.</source>
        <translation>回答期限の何日前から知らせるかを定めます。0 は当日です。</translation>
    </message>
</context>
<context>
    <name>ChosenCases</name>
    <message>
        <source>Open the case</source>
        <translation>案件を登録</translation>
    </message>
    <message>
        <source>Make a print run of their letters</source>
        <translation>その文書を一括印刷にまとめる</translation>
    </message>
    <message>
        <source>Export their lines of the ledger (CSV)…</source>
        <translation>台帳の行を書き出す（CSV）…</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>受付番号をコピー</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>すべて選択</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>CSVに書き出す</translation>
    </message>
    <message numerus="yes">
        <source>Print run {run} is made of %n letter(s).</source>
        <translation>
            <numerusform>一括印刷 {run} を作成しました（文書%n通）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not in it:</source>
        <translation>含まれないもの：</translation>
    </message>
    <message numerus="yes">
        <source>and %n more.</source>
        <translation>
            <numerusform>ほか%n件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) written to {path}.</source>
        <translation>
            <numerusform>%n件を {path} に書き出しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) copied.</source>
        <translation>
            <numerusform>番号を%n件コピーしました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosePanel</name>
    <message>
        <source>Closed on</source>
        <translation>完了日</translation>
    </message>
    <message>
        <source>The papers were</source>
        <translation>提出書類の取扱い</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保管</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>返却</translation>
    </message>
    <message>
        <source>destroyed</source>
        <translation>廃棄</translation>
    </message>
    <message>
        <source>Close although this is missing</source>
        <translation>未了事項を残したまま完了する</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>案件を完了</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Litigation hold</source>
        <translation>訴訟のための保全</translation>
    </message>
    <message>
        <source>Nothing of this case may be destroyed.</source>
        <translation>この案件のものは何も廃棄できません。</translation>
    </message>
    <message>
        <source>Number, dates, types and result stay; nobody is named here any more.</source>
        <translation>番号、日付、区分、結果は残ります。個人を示すものはもうありません。</translation>
    </message>
    <message>
        <source>Records disposed of on</source>
        <translation>記録の廃棄日</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>保存期限</translation>
    </message>
    <message>
        <source>Papers to go by</source>
        <translation>書類の処分期限</translation>
    </message>
    <message>
        <source>Needed first</source>
        <translation>完了前に必要</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>未了事項</translation>
    </message>
    <message>
        <source>Nothing. The case can be closed.</source>
        <translation>ありません。案件を完了できます。</translation>
    </message>
    <message>
        <source>{event} on {day}</source>
        <translation>{day}の{event}</translation>
    </message>
    <message>
        <source>The case is closed.</source>
        <translation>案件を完了しました。</translation>
    </message>
</context>
<context>
    <name>ClosureList</name>
    <message>
        <source>the office is closed</source>
        <translation>休業日</translation>
    </message>
    <message>
        <source>a holiday</source>
        <translation>休日</translation>
    </message>
    <message>
        <source>the office is open after all</source>
        <translation>営業日に変更</translation>
    </message>
    <message>
        <source>Days added later</source>
        <translation>後から追加した日</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>What it is called</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Add the day</source>
        <translation>追加する</translation>
    </message>
    <message>
        <source>Take the chosen day out</source>
        <translation>選んだ日を取り消す</translation>
    </message>
    <message>
        <source>The days that come every year stand in the procedure. Add here what became known later: every running date is found anew.</source>
        <translation>毎年の休業日は手続に定めてあります。後から分かった日をここに加えると、進行中のすべての期限を求め直します。</translation>
    </message>
    <message>
        <source>Holidays and closures known later</source>
        <translation>後から分かった休日・休業日</translation>
    </message>
    <message>
        <source>The dates of all running cases were found anew.</source>
        <translation>進行中のすべての案件の期限を計算し直しました。</translation>
    </message>
    <message>
        <source>(already told in {letters})</source>
        <translation>（{letters}で旧期限を通知済み）</translation>
    </message>
    <message>
        <source>Dates that moved:</source>
        <translation>期限の変わった案件：</translation>
    </message>
</context>
<context>
    <name>ColumnList</name>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>読み込み先</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>内容の例</translation>
    </message>
    <message>
        <source>Columns of the register</source>
        <translation>台帳の列</translation>
    </message>
    <message>
        <source>Read the chosen column as</source>
        <translation>選んだ列の読み込み先</translation>
    </message>
    <message>
        <source>(leave it out)</source>
        <translation>（読み込まない）</translation>
    </message>
    <message>
        <source>(left out)</source>
        <translation>（読み込まない）</translation>
    </message>
    <message>
        <source>{field} (by its content)</source>
        <translation>{field}（内容から推定）</translation>
    </message>
</context>
<context>
    <name>ColumnsDialog</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>この列にする</translation>
    </message>
    <message>
        <source>Space shows or hides a column. The order here is that from left to right.</source>
        <translation>スペースキーで列の表示と非表示を切り替えます。上から下の順が、左から右の順になります。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>ComplaintPart</name>
    <message>
        <source>Reported on</source>
        <translation>報告日</translation>
    </message>
    <message>
        <source>Reported to</source>
        <translation>報告先</translation>
    </message>
    <message>
        <source>Record the report</source>
        <translation>報告を記録</translation>
    </message>
    <message>
        <source>Report of the complaint</source>
        <translation>苦情の報告</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>苦情</translation>
    </message>
    <message>
        <source>urgent</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>must be made public</source>
        <translation>公表を要する</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未報告</translation>
    </message>
    <message>
        <source>The report is recorded.</source>
        <translation>報告を記録しました。</translation>
    </message>
</context>
<context>
    <name>CorrectionsPart</name>
    <message>
        <source>Found deficient</source>
        <translation>見つかった不備</translation>
    </message>
    <message>
        <source>Found in the checklist and the checks; the notice tells what is ticked, word for word.</source>
        <translation>書類の一覧と確認の結果から見つかった不備です。印を付けたものが、そのままの文で補正依頼書に記載されます。</translation>
    </message>
    <message>
        <source>What else is deficient</source>
        <translation>その他の不備</translation>
    </message>
    <message>
        <source>One line each; after an arrow (→), how to mend it.</source>
        <translation>1件1行。矢印（→）の後に補正の方法を書きます。</translation>
    </message>
    <message>
        <source>Told on</source>
        <translation>補正依頼日</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>補正期限</translation>
    </message>
    <message>
        <source>Empty: as the procedure has it.</source>
        <translation>空欄のときは手続の定めによります。</translation>
    </message>
    <message>
        <source>Record that a correction was asked for</source>
        <translation>補正依頼を記録</translation>
    </message>
    <message>
        <source>Papers deficient?</source>
        <translation>書類の不備</translation>
    </message>
    <message>
        <source>Correction arrived on</source>
        <translation>補正完了日</translation>
    </message>
    <message>
        <source>Papers that came with it</source>
        <translation>補正で届いた書類</translation>
    </message>
    <message>
        <source>Deficiency notice…</source>
        <translation>補正依頼書…</translation>
    </message>
    <message>
        <source>Record the correction</source>
        <translation>補正の完了を記録</translation>
    </message>
    <message>
        <source>A correction is awaited</source>
        <translation>補正待ち</translation>
    </message>
    <message>
        <source>Empty: as the procedure has it. Calendar days from the notice: {days}.</source>
        <translation>空欄：手続の定めによる（通知から{days}日、暦日）。</translation>
    </message>
    <message>
        <source>Recorded: the correction is awaited. “Deficiency notice…” writes the letter that tells it.</source>
        <translation>記録しました。補正を待ちます。「補正依頼書…」で本人に伝える書面を作成できます。</translation>
    </message>
    <message>
        <source>Recorded: the papers are complete.</source>
        <translation>補正の完了を記録しました。書類が整いました。</translation>
    </message>
</context>
<context>
    <name>DatePanel</name>
    <message>
        <source>Print how it was found…</source>
        <translation>計算過程を印刷…</translation>
    </message>
    <message>
        <source>As it was found at another time</source>
        <translation>過去の計算過程</translation>
    </message>
    <message>
        <source>Complete, accepted on</source>
        <translation>受理日（書類が整った日）</translation>
    </message>
    <message>
        <source>Accept the request</source>
        <translation>請求を受理</translation>
    </message>
    <message>
        <source>Acceptance</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>The person was told on</source>
        <translation>本人への通知日</translation>
    </message>
    <message>
        <source>Longer by</source>
        <translation>延長</translation>
    </message>
    <message>
        <source>Reason, as the letter tells it</source>
        <translation>理由（通知書に記載）</translation>
    </message>
    <message>
        <source>Extend the period</source>
        <translation>期間の延長</translation>
    </message>
    <message>
        <source>A longer period</source>
        <translation>期間の延長</translation>
    </message>
    <message>
        <source>How the date was found</source>
        <translation>期限の計算根拠</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>回答期限</translation>
    </message>
    <message>
        <source>Internal target</source>
        <translation>処理目標日</translation>
    </message>
    <message>
        <source>Accepted on</source>
        <translation>受理日</translation>
    </message>
    <message>
        <source>Suit possible from (Article 39)</source>
        <translation>訴え提起が可能となる日（第39条）</translation>
    </message>
    <message>
        <source>{amount} {unit}, told on {day}: {reason}</source>
        <translation>{amount}{unit}（{day}通知）：{reason}</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>延長</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>手続規程</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>第{number}版</translation>
    </message>
    <message>
        <source>{when}: answer by {day}</source>
        <translation>{when}&#x3000;回答期限 {day}</translation>
    </message>
    <message>
        <source>The request is accepted; the period runs.</source>
        <translation>請求を受理しました。期間の計算が始まります。</translation>
    </message>
    <message>
        <source>The period is extended. Make the notice of extension and send it.</source>
        <translation>期間を延長しました。期間延長通知書を作成して送ってください。</translation>
    </message>
    <message>
        <source>Extension told on {day}</source>
        <translation>{day}に通知した延長</translation>
    </message>
    <message>
        <source>Acceptance on {day}</source>
        <translation>{day}の受理</translation>
    </message>
</context>
<context>
    <name>DecisionPanel</name>
    <message>
        <source>Request</source>
        <translation>請求</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>(choose)</source>
        <translation>（選択）</translation>
    </message>
    <message>
        <source>Reason, as the letter tells it</source>
        <translation>理由（通知書に記載）</translation>
    </message>
    <message>
        <source>What is disclosed, or what was done</source>
        <translation>開示する内容または行った措置</translation>
    </message>
    <message>
        <source>Before the correction</source>
        <translation>訂正前</translation>
    </message>
    <message>
        <source>After the correction</source>
        <translation>訂正後</translation>
    </message>
    <message>
        <source>It is disclosed by another method than asked for</source>
        <translation>請求のあった方法とは異なる方法で開示する</translation>
    </message>
    <message>
        <source>Method asked for</source>
        <translation>請求のあった開示方法</translation>
    </message>
    <message>
        <source>Method used instead</source>
        <translation>実施する開示方法</translation>
    </message>
    <message>
        <source>Why the method asked for is difficult</source>
        <translation>請求のあった方法による開示が困難な理由</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>決定日</translation>
    </message>
    <message>
        <source>Record the decision</source>
        <translation>決定を記録</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>決定</translation>
    </message>
    <message>
        <source>The decision is recorded.</source>
        <translation>決定を記録しました。</translation>
    </message>
    <message>
        <source>Decided at first</source>
        <translation>当初の決定</translation>
    </message>
    <message>
        <source>Decision on request {position}</source>
        <translation>請求{position}の決定</translation>
    </message>
    <message>
        <source>Answer of {holder}</source>
        <translation>{holder}の回答</translation>
    </message>
    <message>
        <source>Search task of {holder}</source>
        <translation>{holder}への調査依頼</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未決定</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>訂正前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>訂正後</translation>
    </message>
    <message>
        <source>Told or done</source>
        <translation>通知内容・措置</translation>
    </message>
    <message>
        <source>Another method</source>
        <translation>開示方法の変更</translation>
    </message>
    <message>
        <source>Which data</source>
        <translation>対象データ</translation>
    </message>
</context>
<context>
    <name>DepositsPanel</name>
    <message>
        <source>Take in a statement…</source>
        <translation>明細を取り込む…</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>Which deposits are shown</source>
        <translation>表示する入金</translation>
    </message>
    <message>
        <source>Payer, amount, case number</source>
        <translation>振込名義、金額、受付番号</translation>
    </message>
    <message>
        <source>Search the deposits</source>
        <translation>入金を検索</translation>
    </message>
    <message>
        <source>Deposits that wait</source>
        <translation>照合待ちの入金</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>振込名義</translation>
    </message>
    <message>
        <source>Proposed case</source>
        <translation>案件の候補</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>確度</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>All ({count})</source>
        <translation>すべて ({count})</translation>
    </message>
    <message>
        <source>Certain ({count})</source>
        <translation>確実 ({count})</translation>
    </message>
    <message>
        <source>Probable ({count})</source>
        <translation>見込み ({count})</translation>
    </message>
    <message>
        <source>Unmatched ({count})</source>
        <translation>該当なし ({count})</translation>
    </message>
    <message>
        <source>Take all that are certain ({count})</source>
        <translation>確実なものをすべて充当 ({count})</translation>
    </message>
    <message>
        <source>Nothing is listed: choose “All”, or empty the search.</source>
        <translation>該当する入金がありません。「すべて」を選ぶか、検索欄を空にしてください。</translation>
    </message>
    <message>
        <source>No deposit waits. Fetch the statement of the office&apos;s account from the bank, and drop its file anywhere on this page, or press “Take in a statement…”. Each deposit then stands here with the case that it pays, how sure that is, and why. Nothing is taken before you say so.</source>
        <translation>照合待ちの入金はありません。窓口の口座の明細を銀行から取り、そのファイルをこの画面のどこかにドロップするか、「明細を取り込む…」を押してください。入金ごとに、当たる案件、確度、理由がここに並びます。指示があるまで充当はしません。</translation>
    </message>
    <message>
        <source>Some of the certain ones were not listed. Now all are: look, then press again.</source>
        <translation>表示されていない確実な入金がありました。すべて表示しましたので、確かめてからもう一度押してください。</translation>
    </message>
    <message>
        <source>Taken: {count}. Allotted to {numbers}.</source>
        <translation>確実な照合を充当しました：{count} 件、案件 {numbers}。</translation>
    </message>
    <message>
        <source>Taken: {count}. Allotted to {numbers} and others; see “Settled”.</source>
        <translation>確実な照合を充当しました：{count} 件、案件 {numbers} ほか。「処理済み」で確かめられます。</translation>
    </message>
</context>
<context>
    <name>DeskSearch</name>
    <message>
        <source>Search: number, name, kana, address, telephone, member ID, tracking number</source>
        <translation>検索：受付番号、氏名、カナ、住所、電話番号、会員ID、追跡番号</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>案件の検索</translation>
    </message>
</context>
<context>
    <name>DeskView</name>
    <message>
        <source>The scanner&apos;s folder holds files that cannot be taken: see the post desk.</source>
        <translation>スキャナーのフォルダーに取り込めないファイルがあります。「郵便受付」をご覧ください。</translation>
    </message>
    <message>
        <source>SAMPLE – invented people</source>
        <translation>見本：架空の人物です</translation>
    </message>
</context>
<context>
    <name>DesktopNotices</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message>
        <source>The text is the one that ships.</source>
        <translation>同梱の文面と同じです。</translation>
    </message>
</context>
<context>
    <name>DispatchPanel</name>
    <message>
        <source>Letter</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Dispatched on</source>
        <translation>発送日</translation>
    </message>
    <message>
        <source>Mail class</source>
        <translation>発送方法</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>発送追跡番号</translation>
    </message>
    <message>
        <source>Addressee and enclosures compared by</source>
        <translation>宛名・同封物の照合者</translation>
    </message>
    <message>
        <source>Note the dispatch</source>
        <translation>発送を記録</translation>
    </message>
    <message>
        <source>Compare before sending…</source>
        <translation>発送前の照合…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>発送</translation>
    </message>
    <message>
        <source>Delivered on</source>
        <translation>到達日</translation>
    </message>
    <message>
        <source>Note the delivery</source>
        <translation>到達を記録</translation>
    </message>
    <message>
        <source>Proof of delivery</source>
        <translation>到達の確認</translation>
    </message>
    <message>
        <source>Came back on</source>
        <translation>返送日</translation>
    </message>
    <message>
        <source>Why, as the label says</source>
        <translation>返送の理由</translation>
    </message>
    <message>
        <source>Note that it came back</source>
        <translation>返送を記録</translation>
    </message>
    <message>
        <source>Returned undelivered?</source>
        <translation>返送されたとき</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>No letter is made yet.</source>
        <translation>通知書はまだ作成されていません。</translation>
    </message>
    <message>
        <source>Delivery of {number}</source>
        <translation>{number}の到達</translation>
    </message>
    <message>
        <source>Return of {number}</source>
        <translation>{number}の返戻</translation>
    </message>
    <message>
        <source>Dispatch of {number}</source>
        <translation>{number}の発送</translation>
    </message>
    <message>
        <source>(nobody)</source>
        <translation>（なし）</translation>
    </message>
    <message>
        <source>A second person must type addressee and number of enclosures before the letter leaves.</source>
        <translation>発送前に、もう一人が宛名と同封物の点数を入力する必要があります。</translation>
    </message>
    <message>
        <source>A second person should compare addressee and enclosures.</source>
        <translation>宛名と同封物をもう一人が照合してください。</translation>
    </message>
    <message>
        <source>They agree. The letter may leave.</source>
        <translation>一致しました。発送できます。</translation>
    </message>
    <message>
        <source>The dispatch is noted.</source>
        <translation>発送を記録しました。</translation>
    </message>
    <message>
        <source>The delivery is noted.</source>
        <translation>到達を記録しました。</translation>
    </message>
    <message>
        <source>Noted: the letter came back. It can be dispatched again.</source>
        <translation>返送を記録しました。再発送できます。</translation>
    </message>
</context>
<context>
    <name>DisposalPanel</name>
    <message>
        <source>Disposal runs</source>
        <translation>廃棄の記録</translation>
    </message>
    <message>
        <source>Certificate in Japanese…</source>
        <translation>日本語の証明書…</translation>
    </message>
    <message>
        <source>Certificate in English…</source>
        <translation>英語の証明書…</translation>
    </message>
    <message>
        <source>Write the file anew</source>
        <translation>ファイルを書き直す</translation>
    </message>
    <message>
        <source>Papers to shred</source>
        <translation>裁断する書類</translation>
    </message>
    <message>
        <source>The selected were destroyed</source>
        <translation>選んだ書類を廃棄した</translation>
    </message>
    <message>
        <source>Papers whose time is over, by place</source>
        <translation>保存期間が満了した書類（場所順）</translation>
    </message>
    <message>
        <source>Noted as destroyed: {count}.</source>
        <translation>廃棄として記録しました：{count}件。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>廃棄番号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Proposed by</source>
        <translation>提案者</translation>
    </message>
    <message>
        <source>Confirmed by</source>
        <translation>確認者</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>保管場所</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>シート</translation>
    </message>
    <message>
        <source>Kept through</source>
        <translation>保存期間の末日</translation>
    </message>
    <message>
        <source>Litigation hold</source>
        <translation>訴訟のための保全</translation>
    </message>
    <message>
        <source>held</source>
        <translation>保全中</translation>
    </message>
    <message>
        <source>Still held by backup {name} of {day}: {end}</source>
        <translation>なおバックアップ{name}（{day}作成）に含まれます：{end}</translation>
    </message>
    <message>
        <source>Save the certificate</source>
        <translation>証明書の保存</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>{name} に保存しました。</translation>
    </message>
    <message>
        <source>The file was written anew, and the certificate is made.</source>
        <translation>ファイルを書き直し、証明書を作成しました。</translation>
    </message>
</context>
<context>
    <name>Doing</name>
    <message>
        <source>Open an office file first.</source>
        <translation>先に事務局ファイルを開いてください。</translation>
    </message>
    <message>
        <source>There is no place before this one.</source>
        <translation>これより前に表示した画面はありません。</translation>
    </message>
    <message>
        <source>There is no place after this one.</source>
        <translation>これより後に表示した画面はありません。</translation>
    </message>
    <message>
        <source>Go to a case first.</source>
        <translation>先に案件を表示してください。</translation>
    </message>
    <message>
        <source>The list of cases has no other there. Show the list that you want to go through first.</source>
        <translation>案件の一覧にその位置の案件がありません。先に、順に見たい一覧を表示してください。</translation>
    </message>
    <message>
        <source>That line of the list is being read. Try again.</source>
        <translation>一覧のその行を読み込んでいます。もう一度お試しください。</translation>
    </message>
    <message>
        <source>“{button}” does not work as things are now.</source>
        <translation>「{button}」は、今の状態では使えません。</translation>
    </message>
    <message>
        <source>This page has no tabs.</source>
        <translation>この画面にタブはありません。</translation>
    </message>
</context>
<context>
    <name>DrillPanel</name>
    <message>
        <source>Recovery code</source>
        <translation>復旧コード</translation>
    </message>
    <message>
        <source>Eight groups of five, from the sheet in the safe. It is kept nowhere.</source>
        <translation>金庫の復旧シートにある5文字8組のコード。どこにも保存されません。</translation>
    </message>
    <message>
        <source>Try the recovery</source>
        <translation>復旧を試す</translation>
    </message>
    <message>
        <source>The recovery is being tried</source>
        <translation>復旧を試しています</translation>
    </message>
    <message>
        <source>Ask for a drill every</source>
        <translation>訓練を促す間隔</translation>
    </message>
    <message>
        <source> days</source>
        <translation>日</translation>
    </message>
    <message>
        <source>never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Save when to ask</source>
        <translation>促す間隔を保存</translation>
    </message>
    <message>
        <source>Type the code that stands on the recovery sheet.</source>
        <translation>復旧シートに記載されたコードを入力してください。</translation>
    </message>
    <message>
        <source>The last recovery drill FAILED. Back up anew and repeat it.</source>
        <translation>前回の復旧訓練は不合格でした。バックアップを作り直し、もう一度行ってください。</translation>
    </message>
    <message>
        <source>No recovery drill was done yet: nobody knows whether the recovery works.</source>
        <translation>復旧訓練はまだ行われていません。復旧できるかどうか、確かめられていません。</translation>
    </message>
    <message>
        <source>Last recovery drill that passed: {when}</source>
        <translation>前回合格した復旧訓練：{when}</translation>
    </message>
    <message>
        <source>When to ask for a recovery drill is saved.</source>
        <translation>復旧訓練を促す間隔を保存しました。</translation>
    </message>
    <message>
        <source>A drill takes the sheet out of the safe and tries it: the latest backup is copied to a scratch folder, opened there with the code alone, checked throughout, and compared with this office. The backup is not touched, and the copy is taken away. The trail tells the result.</source>
        <translation>復旧訓練では、金庫の復旧シートを取り出して実際に試します。最新のバックアップを一時フォルダーに写し、コードだけで開いて全体を点検し、この事務局と照合します。バックアップには手を加えず、写しは終わると削除されます。結果は監査証跡に記録されます。</translation>
    </message>
    <message>
        <source>Recovery drill</source>
        <translation>復旧訓練</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Scans of this envelope</source>
        <translation>この封筒のスキャン</translation>
    </message>
    <message>
        <source>Shows…</source>
        <translation>写っているもの…</translation>
    </message>
    <message>
        <source>What it shows that must be masked</source>
        <translation>マスキングすべきもので写っているもの</translation>
    </message>
    <message>
        <source>Drop or paste scans here (PDF, JPEG, PNG, TIFF), or choose them.</source>
        <translation>スキャン（PDF、JPEG、PNG、TIFF）をここにドロップ又は貼り付けるか、選んでください。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>ファイルを選択…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>The clipboard holds no scan. Copy a file or a picture first.</source>
        <translation>クリップボードにスキャンがありません。先にファイル又は画像をコピーしてください。</translation>
    </message>
    <message>
        <source>Pasted {number}.png</source>
        <translation>貼り付け{number}.png</translation>
    </message>
    <message>
        <source>“{name}” is in the list already.</source>
        <translation>「{name}」は、すでに一覧にあります。</translation>
    </message>
    <message>
        <source>From the scanner: {name} ({pages} p.)</source>
        <translation>スキャナーから：{name}（{pages}ページ）</translation>
    </message>
    <message>
        <source>to be masked: {what}</source>
        <translation>要マスキング：{what}</translation>
    </message>
    <message>
        <source>Choose a scan in the list first.</source>
        <translation>先に一覧でスキャンを選んでください。</translation>
    </message>
    <message>
        <source>Choose scans</source>
        <translation>スキャンの選択</translation>
    </message>
    <message>
        <source>Scans (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)</source>
        <translation>スキャン (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)</translation>
    </message>
</context>
<context>
    <name>EmptyList</name>
    <message>
        <source>Clear the search</source>
        <translation>検索を解除</translation>
    </message>
    <message>
        <source>Look in all cases</source>
        <translation>すべての案件から探す</translation>
    </message>
    <message>
        <source>Show the open cases</source>
        <translation>処理中の案件を表示</translation>
    </message>
    <message>
        <source>Log an envelope</source>
        <translation>封筒の受付登録</translation>
    </message>
    <message>
        <source>Nothing was found for “{text}”.</source>
        <translation>「{text}」に当たる案件はありません。</translation>
    </message>
    <message>
        <source>Every word must stand somewhere in the case. Try fewer words or a part of one: the family name or its kana, the last digits of a number. Signs, widths, old forms of kanji and kana do not matter.</source>
        <translation>入力したすべての語を含む案件を探しています。語を減らすか、一部だけで探してください（姓やそのカナ、番号の下何桁かなど）。記号、全角と半角、旧字体、ひらがなとカタカナの違いは区別しません。</translation>
    </message>
    <message>
        <source>No case here: {choice}</source>
        <translation>該当する案件はありません：{choice}</translation>
    </message>
    <message>
        <source>Nothing is to be done for this list now.</source>
        <translation>この一覧で今すぐ行うことはありません。</translation>
    </message>
    <message>
        <source>No cases yet.</source>
        <translation>案件はまだありません。</translation>
    </message>
    <message>
        <source>Log the first envelope at the post desk, then open its case there.</source>
        <translation>郵便受付で最初の封筒を受付登録し、続けて案件を開いてください。</translation>
    </message>
</context>
<context>
    <name>EnclosureGrid</name>
    <message>
        <source>Copy of ID document</source>
        <translation>本人確認書類の写し</translation>
    </message>
    <message>
        <source>Seal certificate</source>
        <translation>印鑑証明書</translation>
    </message>
    <message>
        <source>Family register</source>
        <translation>戸籍謄本等</translation>
    </message>
    <message>
        <source>Residence certificate</source>
        <translation>住民票</translation>
    </message>
    <message>
        <source>Registered guardianship</source>
        <translation>成年後見の登記</translation>
    </message>
    <message>
        <source>Copy of agent&apos;s ID</source>
        <translation>代理人の本人確認書類</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Key {key}</source>
        <translation>キー {key}</translation>
    </message>
    <message>
        <source>Sheets: {what}</source>
        <translation>枚数：{what}</translation>
    </message>
</context>
<context>
    <name>EnclosuresPart</name>
    <message>
        <source>Enclosures</source>
        <translation>同封書類</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>枚数</translation>
    </message>
    <message>
        <source>sheets</source>
        <translation>枚</translation>
    </message>
    <message>
        <source>Enclose</source>
        <translation>同封する</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>Enclosed.</source>
        <translation>同封物に加えました。</translation>
    </message>
    <message>
        <source>Taken out.</source>
        <translation>取り消しました。</translation>
    </message>
    <message>
        <source>sheets: {count}</source>
        <translation>{count}枚</translation>
    </message>
</context>
<context>
    <name>EnvelopeFacts</name>
    <message>
        <source>Sender, as written</source>
        <translation>差出人（記載どおり）</translation>
    </message>
    <message>
        <source>Who called</source>
        <translation>電話をかけた人</translation>
    </message>
    <message>
        <source>Came by</source>
        <translation>受付方法</translation>
    </message>
    <message>
        <source>Arrived on</source>
        <translation>受付日</translation>
    </message>
    <message>
        <source>Day of the call</source>
        <translation>受電日</translation>
    </message>
    <message>
        <source>Postmark</source>
        <translation>消印日</translation>
    </message>
    <message>
        <source>Mail class</source>
        <translation>郵便種別</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>追跡番号</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>区分</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>封筒の表示</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>表示あり</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>封の状態</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>開封者</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>受付者</translation>
    </message>
    <message>
        <source>Witnessed by</source>
        <translation>立会人</translation>
    </message>
    <message>
        <source>Money found</source>
        <translation>見つかった金銭</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message numerus="yes">
        <source>%n sheet(s)</source>
        <translation>
            <numerusform>%n枚</numerusform>
        </translation>
    </message>
    <message>
        <source>{means} {amount}, counted by {counted} and {witness}</source>
        <translation>{means} {amount}（計数：{counted}、立会人：{witness}）</translation>
    </message>
</context>
<context>
    <name>EnvelopeForm</name>
    <message>
        <source>Came by</source>
        <translation>受付方法</translation>
    </message>
    <message>
        <source>Arrived on</source>
        <translation>受付日</translation>
    </message>
    <message>
        <source>Time of the call</source>
        <translation>受電時刻</translation>
    </message>
    <message>
        <source>Postmark</source>
        <translation>消印日</translation>
    </message>
    <message>
        <source>Mail class</source>
        <translation>郵便種別</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>追跡番号</translation>
    </message>
    <message>
        <source>Another item with the same number</source>
        <translation>同じ番号の別の郵便物</translation>
    </message>
    <message>
        <source>Marked “{marking}”</source>
        <translation>「{marking}」の表示あり</translation>
    </message>
    <message>
        <source>Other marking</source>
        <translation>その他の表示</translation>
    </message>
    <message>
        <source>as written, for example 親展</source>
        <translation>書かれたとおり（例：親展）</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>封の状態</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>開封者</translation>
    </message>
    <message>
        <source>Witnessed by</source>
        <translation>立会人</translation>
    </message>
    <message>
        <source>Sender, as written</source>
        <translation>差出人（記載どおり）</translation>
    </message>
    <message>
        <source>The inquiry is not logged yet: see the fields marked below.</source>
        <translation>問合せはまだ登録されていません。下の印のある欄をご確認ください。</translation>
    </message>
    <message>
        <source>Other enclosure: what</source>
        <translation>その他の同封書類の内容</translation>
    </message>
    <message>
        <source>Found: {what}, amount</source>
        <translation>見つかった金銭：{what}の額</translation>
    </message>
    <message>
        <source>Papers go to</source>
        <translation>書類の保管場所</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Log the envelope</source>
        <translation>封筒を受付登録</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <source>Number to call back</source>
        <translation>折返しの電話番号</translation>
    </message>
    <message>
        <source>Log the inquiry</source>
        <translation>問合せを登録</translation>
    </message>
    <message>
        <source>The envelope is not logged yet: see the fields marked below.</source>
        <translation>封筒はまだ受付登録されていません。下の印の付いた項目を確認してください。</translation>
    </message>
</context>
<context>
    <name>EnvelopePanel</name>
    <message>
        <source>Cover sheet for</source>
        <translation>スキャン用表紙の対象</translation>
    </message>
    <message>
        <source>Cover sheet</source>
        <translation>スキャン用表紙</translation>
    </message>
    <message>
        <source>Lay it before the papers in the scanner: the pages behind it find their case.</source>
        <translation>スキャナーで書類の前に置くと、後に続くページがこの案件に振り分けられます。</translation>
    </message>
    <message>
        <source>Print the cover sheet…</source>
        <translation>スキャン用表紙を印刷…</translation>
    </message>
    <message>
        <source>Later envelope</source>
        <translation>後から届いた封筒</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>番号 {number}</translation>
    </message>
    <message numerus="yes">
        <source>%n sheet(s)</source>
        <translation>
            <numerusform>%n枚</numerusform>
        </translation>
    </message>
    <message>
        <source>The whole case</source>
        <translation>案件全体</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>スキャン</translation>
    </message>
</context>
<context>
    <name>EnvelopesPanel</name>
    <message>
        <source>Window envelope</source>
        <translation>窓付き封筒</translation>
    </message>
    <message>
        <source>Test sheet…</source>
        <translation>試験用紙…</translation>
    </message>
    <message>
        <source>Label sheet</source>
        <translation>ラベル用紙</translation>
    </message>
    <message>
        <source>Test sheet of the labels…</source>
        <translation>ラベルの試し刷り…</translation>
    </message>
    <message>
        <source>Own formats in the procedure…</source>
        <translation>手続の中の独自の規格…</translation>
    </message>
    <message>
        <source>Print a test sheet at full size and lay it into the envelope, or against the labels: it says what to do where the address does not fit.</source>
        <translation>試し刷りを原寸で印刷し、封筒に入れるかラベル用紙に重ねて確かめてください。宛名が合わないときの直し方は、試し刷りに書いてあります。</translation>
    </message>
    <message>
        <source>Which format letters have, and formats of your own, stand in the procedure: they change with its next version.</source>
        <translation>通知書に使う規格と独自の規格は手続に定めます。手続の次の版から変わります。</translation>
    </message>
    <message>
        <source>Own formats</source>
        <translation>独自の規格</translation>
    </message>
    <message>
        <source>The test sheet is in {file}.</source>
        <translation>試験用紙を{file}に書き出しました。</translation>
    </message>
    <message>
        <source>Where to write the test sheet</source>
        <translation>試験用紙の保存先</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDFファイル (*.pdf)</translation>
    </message>
</context>
<context>
    <name>EventsPart</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>On</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Reason, or what was said</source>
        <translation>理由・内容</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>記録する</translation>
    </message>
    <message>
        <source>Did something else happen?</source>
        <translation>その他の出来事</translation>
    </message>
    <message>
        <source>Recorded.</source>
        <translation>記録しました。</translation>
    </message>
</context>
<context>
    <name>ExportChoices</name>
    <message>
        <source>From (day)</source>
        <translation>開始日</translation>
    </message>
    <message>
        <source>Empty: since the beginning.</source>
        <translation>空欄のときは最初から。</translation>
    </message>
    <message>
        <source>To (day)</source>
        <translation>終了日</translation>
    </message>
    <message>
        <source>Empty: until now.</source>
        <translation>空欄のときは現在まで。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>As the office&apos;s letters</source>
        <translation>通知書と同じ言語</translation>
    </message>
    <message>
        <source>Minimised, for outsiders</source>
        <translation>外部向けに最小化する</translation>
    </message>
    <message>
        <source>Numbers, days, types and results only: no names, no addresses, no free text.</source>
        <translation>番号、日付、区分、結果だけです。氏名、住所、自由記述は含みません。</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>シート</translation>
    </message>
    <message>
        <source>Columns of the ledger</source>
        <translation>台帳の列</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Where to put the folder of the set</source>
        <translation>監査用データ一式のフォルダーを置く場所</translation>
    </message>
    <message>
        <source>The set is in {folder}. Tell the auditor by another way: SHA-256 of the manifest {hash}, head {head}.</source>
        <translation>監査用データ一式を {folder} に書き出しました。次の値を別の方法で監査人に伝えてください。マニフェストのSHA-256：{hash}、アンカー：{head}</translation>
    </message>
    <message>
        <source>Characters that were replaced: {count}; see replaced.csv.</source>
        <translation>置き換えた文字：{count}字（replaced.csv を参照）。</translation>
    </message>
</context>
<context>
    <name>FaultyText</name>
    <message>
        <source>… and {count} more</source>
        <translation>…ほか {count} 件</translation>
    </message>
    <message>
        <source>Line {line}, column {column}</source>
        <translation>{line} 行 {column} 桁</translation>
    </message>
</context>
<context>
    <name>FeeAskingPart</name>
    <message>
        <source>Asked on</source>
        <translation>案内日</translation>
    </message>
    <message>
        <source>To be paid by</source>
        <translation>納付期限</translation>
    </message>
    <message>
        <source>Empty: as the procedure has it.</source>
        <translation>空欄のときは手続の定めによります。</translation>
    </message>
    <message>
        <source>Record that the fee was asked for</source>
        <translation>手数料の案内を記録する</translation>
    </message>
    <message>
        <source>Record the reminder</source>
        <translation>督促を記録する</translation>
    </message>
    <message>
        <source>Fee notice…</source>
        <translation>手数料納付案内…</translation>
    </message>
    <message>
        <source>Ask for the fee</source>
        <translation>手数料の案内</translation>
    </message>
    <message>
        <source>On</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Waive the fee</source>
        <translation>手数料を免除する</translation>
    </message>
    <message>
        <source>The fee is due after all</source>
        <translation>やはり手数料が必要</translation>
    </message>
    <message>
        <source>Waiver</source>
        <translation>免除</translation>
    </message>
    <message>
        <source>Recorded. “Fee notice…” writes the letter that asks for it.</source>
        <translation>記録しました。「手数料納付案内…」で案内の書面を作ります。</translation>
    </message>
    <message>
        <source>Recorded. “Fee notice…” writes the letter that reminds of it.</source>
        <translation>記録しました。「手数料納付案内…」で督促の書面を作ります。</translation>
    </message>
    <message>
        <source>The fee is waived.</source>
        <translation>手数料を免除しました。</translation>
    </message>
    <message>
        <source>The fee is due again.</source>
        <translation>手数料が再び必要になりました。</translation>
    </message>
</context>
<context>
    <name>FeePanel</name>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>yen</source>
        <translation>円</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>支払方法</translation>
    </message>
    <message>
        <source>Money orders</source>
        <translation>定額小為替</translation>
    </message>
    <message>
        <source>One line each: denomination x count, day of issue, serials – 1000 x 5, 2026-11-02, 12345</source>
        <translation>1行に1種類: 額面 x 枚数, 発行日, 記番号 – 1000 x 5, 2026-11-02, 12345</translation>
    </message>
    <message>
        <source>The payee&apos;s line of the money orders is blank</source>
        <translation>定額小為替の受取人欄は無記入である</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>入金日</translation>
    </message>
    <message>
        <source>Payer, as on the receipt</source>
        <translation>支払人（振込明細書の記載どおり）</translation>
    </message>
    <message>
        <source>The bank receipt is enclosed</source>
        <translation>振込明細書の同封あり</translation>
    </message>
    <message>
        <source>On the bank statement on</source>
        <translation>入出金明細の日付</translation>
    </message>
    <message>
        <source>Leave empty until accounting finds it.</source>
        <translation>経理で照合できるまで空欄にしてください。</translation>
    </message>
    <message>
        <source>Record the payment</source>
        <translation>入金を記録</translation>
    </message>
    <message>
        <source>A payment</source>
        <translation>入金</translation>
    </message>
    <message>
        <source>Match the payment</source>
        <translation>入金を照合</translation>
    </message>
    <message>
        <source>Found on the bank statement?</source>
        <translation>入出金明細との照合</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>請求</translation>
    </message>
    <message>
        <source>Estimated fee</source>
        <translation>見積額</translation>
    </message>
    <message>
        <source>Set the fee</source>
        <translation>手数料を設定</translation>
    </message>
    <message>
        <source>The procedure estimates this fee</source>
        <translation>手数料の見積り</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>手数料</translation>
    </message>
    <message>
        <source>As the procedure says</source>
        <translation>手続の定め</translation>
    </message>
    <message>
        <source>to be estimated</source>
        <translation>要見積り</translation>
    </message>
    <message>
        <source>no fee</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>必要額</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>入金額</translation>
    </message>
    <message>
        <source>To the account</source>
        <translation>振込先口座</translation>
    </message>
    <message>
        <source>{what}, to be paid by {limit}</source>
        <translation>{what}、納付期限 {limit}</translation>
    </message>
    <message>
        <source>Payment of {amount}, {day}</source>
        <translation>入金{amount}（{day}）</translation>
    </message>
    <message>
        <source>Refund of {amount}, {day}</source>
        <translation>{day}の返金 {amount}</translation>
    </message>
    <message>
        <source>The fee is set.</source>
        <translation>手数料を設定しました。</translation>
    </message>
    <message>
        <source>The payment is recorded.</source>
        <translation>入金を記録しました。</translation>
    </message>
    <message>
        <source>The payment is matched.</source>
        <translation>入金を照合しました。</translation>
    </message>
    <message>
        <source>Given back: {amount}</source>
        <translation>返金: {amount}</translation>
    </message>
    <message>
        <source>on the statement of {day}</source>
        <translation>{day}の入出金明細で照合済み</translation>
    </message>
    <message>
        <source>not yet on the statement</source>
        <translation>入出金明細と未照合</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Which cases</source>
        <translation>案件の絞り込み</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>次の手続</translation>
    </message>
    <message>
        <source>Any next step</source>
        <translation>次の手続を問わない</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>検索を解除</translation>
    </message>
    <message>
        <source>Due on {day}</source>
        <translation>{day}が期限</translation>
    </message>
    <message>
        <source>Search: {text}</source>
        <translation>検索：{text}</translation>
    </message>
</context>
<context>
    <name>FirstCase</name>
    <message>
        <source>The sample office is being made and opened…</source>
        <translation>見本の事務局を作成して開いています…</translation>
    </message>
    <message>
        <source>The sample office is being deleted…</source>
        <translation>見本の事務局を削除しています…</translation>
    </message>
    <message>
        <source>The sample office was deleted.</source>
        <translation>見本の事務局を削除しました。</translation>
    </message>
</context>
<context>
    <name>FolderForm</name>
    <message>
        <source>Choose a folder…</source>
        <translation>フォルダーを選択…</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>YYYY-MM-DD or {era}</source>
        <translation>年-月-日 又は {era}</translation>
    </message>
</context>
<context>
    <name>FourWeeks</name>
    <message>
        <source>{count} due</source>
        <translation>{count}件</translation>
    </message>
</context>
<context>
    <name>GuidePanel</name>
    <message>
        <source>First case, step by step</source>
        <translation>はじめての案件（手順を追って）</translation>
    </message>
    <message>
        <source>Show me where</source>
        <translation>その画面を開く</translation>
    </message>
    <message>
        <source>Bring in the scans</source>
        <translation>スキャンを入れる</translation>
    </message>
    <message>
        <source>More about this step…</source>
        <translation>この手続の説明…</translation>
    </message>
    <message>
        <source>Do this step for me</source>
        <translation>この手続を見本の値で行う</translation>
    </message>
    <message>
        <source>Delete the sample</source>
        <translation>見本を削除</translation>
    </message>
    <message>
        <source>Close the guide</source>
        <translation>案内を閉じる</translation>
    </message>
    <message>
        <source>The case is closed</source>
        <translation>案件が完了しました</translation>
    </message>
    <message>
        <source>Show the case</source>
        <translation>案件を表示</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>next</source>
        <translation>次の手続</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未完了</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>到達</translation>
    </message>
    <message>
        <source>That was a whole case. Its scans and letters are kept for their time, then disposed of. The trail under “Audit” tells every step. Delete the sample when you need it no more, and set up your own office.</source>
        <translation>これで1件の案件が終わりました。スキャンと通知書は保存期間の間保管され、その後廃棄されます。「監査」の監査証跡で、すべての操作を確かめられます。見本が要らなくなったら削除し、自分の事務局を設定してください。</translation>
    </message>
    <message>
        <source>The postman brought an envelope. Log it under “Post”: it arrived today, by simplified registered mail, number {tracking}, and is marked. The sender as written is {name}. Tick request form, copy of ID document and bank receipt. Its scans are ready: bring them in, and look at them at the right. Then press “Log the envelope”.</source>
        <translation>封筒が1通届きました。「郵便受付」で登録します。本日、簡易書留（追跡番号{tracking}）で届き、封筒の表示があります。差出人は{name}です。開示等請求書、本人確認書類の写し、振込明細書に印を付けます。スキャンは用意してあります。入れて、右で確かめてください。最後に「封筒を受付登録」を押します。</translation>
    </message>
    <message>
        <source>Open a case from the envelope. Tick “{asked}”; the data are “{scope}”. The principal is {name} ({kana}), {address}: compare with the request form beside it. Then press “Open the case”.</source>
        <translation>封筒から案件を登録します。「{asked}」に印を付け、対象データは「{scope}」とします。本人は{name}（{kana}）、{address}です。横の開示等請求書と見比べ、「案件を登録」を押してください。</translation>
    </message>
    <message>
        <source>Look at the scan of the licence, and compare it with the request form. It is valid until 2034-04-01. Tick what agrees, and that the numbers are masked. Choose the result, and press “Record the check”.</source>
        <translation>運転免許証のスキャンを見て、開示等請求書と照合します。有効期限は2034-04-01です。一致するものと、番号が黒塗りされていることに印を付け、結果を選んで「本人確認を記録」を押してください。</translation>
    </message>
    <message>
        <source>The bank receipt shows {fee}. Enter its day as “Paid on”; the bank statement shows it too, so enter today as “On the bank statement on”. Press “Record the payment”.</source>
        <translation>振込明細書の額は{fee}です。「入金日」に振込明細書の日付を入力します。銀行の明細でも確認できたので、「入出金明細の日付」に今日の日付を入力し、「入金を記録」を押してください。</translation>
    </message>
    <message>
        <source>Everything is complete. Press “Accept the request”, and read how the date is found: which days are counted, and which are not.</source>
        <translation>書類が整いました。「請求を受理」を押し、期限の計算根拠をご覧ください。算入する日と、しない日が分かります。</translation>
    </message>
    <message>
        <source>The data were found. Choose that the request is granted, write what is disclosed, and press “Record the decision”.</source>
        <translation>データが見つかりました。応諾を選び、開示する内容を書いて、「決定を記録」を押してください。</translation>
    </message>
    <message>
        <source>Read the letter at the right, then press “Make the letter”. You may print it, but need not.</source>
        <translation>右の通知書を読み、「通知書を作成」を押してください。印刷しても、しなくても構いません。</translation>
    </message>
    <message>
        <source>The letter leaves by simplified registered mail. Its tracking number is 000-00-00001-1. Press “Note the dispatch”.</source>
        <translation>通知書を簡易書留で送ります。追跡番号は000-00-00001-1です。「発送を記録」を押してください。</translation>
    </message>
    <message>
        <source>The post says that it arrived. Press “Note the delivery”.</source>
        <translation>郵便物は届いたと分かりました。「到達を記録」を押してください。</translation>
    </message>
    <message>
        <source>Nothing is missing. Say what became of the papers, and press “Close the case”. Then see until when it is kept.</source>
        <translation>未了事項はありません。提出書類の取扱いを選び、「案件を完了」を押してください。いつまで保管するかが表示されます。</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Search the help</source>
        <translation>ヘルプを検索</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>ヘルプのページ一覧</translation>
    </message>
    <message>
        <source>Page of the help</source>
        <translation>ヘルプのページ</translation>
    </message>
    <message>
        <source>No page says this. Try fewer or other words.</source>
        <translation>該当するページがありません。語を減らすか、別の語でお試しください。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>進む</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目次</translation>
    </message>
    <message>
        <source>{page} – help</source>
        <translation>{page} – ヘルプ</translation>
    </message>
</context>
<context>
    <name>IdentityPanel</name>
    <message>
        <source>Whose document</source>
        <translation>書類の名義</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>Issued on</source>
        <translation>発行日</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Its number, or the passport&apos;s second line</source>
        <translation>番号、又は旅券の2行目</translation>
    </message>
    <message>
        <source>Only its check digits are looked at; it is not kept.</source>
        <translation>検査数字を確かめるだけで、保存しません。</translation>
    </message>
    <message>
        <source>The name as the document shows it: compare</source>
        <translation>書類の氏名を入力して照合</translation>
    </message>
    <message>
        <source>The address as the document shows it: compare</source>
        <translation>書類の住所を入力して照合</translation>
    </message>
    <message>
        <source>It agrees with what the office holds</source>
        <translation>保有する情報と一致する</translation>
    </message>
    <message>
        <source>The name agrees with the form</source>
        <translation>氏名が開示等請求書の記載と一致</translation>
    </message>
    <message>
        <source>The address agrees with the form</source>
        <translation>住所が開示等請求書の記載と一致</translation>
    </message>
    <message>
        <source>The date of birth agrees with the form</source>
        <translation>生年月日が開示等請求書の記載と一致</translation>
    </message>
    <message>
        <source>Name and register</source>
        <translation>氏名と登録内容</translation>
    </message>
    <message>
        <source>Address and register</source>
        <translation>住所と登録内容</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>照合していない</translation>
    </message>
    <message>
        <source>agree</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>differ</source>
        <translation>相違</translation>
    </message>
    <message>
        <source>What came</source>
        <translation>届いたもの</translation>
    </message>
    <message>
        <source>a copy</source>
        <translation>写し</translation>
    </message>
    <message>
        <source>the original</source>
        <translation>原本</translation>
    </message>
    <message>
        <source>It is sharp enough to read</source>
        <translation>鮮明に読み取れる</translation>
    </message>
    <message>
        <source>The back was copied too</source>
        <translation>裏面も写されている</translation>
    </message>
    <message>
        <source>Numbers that must not be kept are masked</source>
        <translation>保管してはならない番号を黒塗り済み</translation>
    </message>
    <message>
        <source>My Number, basic pension number, and an insurance card&apos;s symbol and numbers.</source>
        <translation>個人番号（マイナンバー）、基礎年金番号、保険証の記号・番号など。</translation>
    </message>
    <message>
        <source>The papers show the authority to act</source>
        <translation>書類で代理権を確認</translation>
    </message>
    <message>
        <source>As the procedure says</source>
        <translation>手続の定め</translation>
    </message>
    <message>
        <source>To look at:</source>
        <translation>確認する点：</translation>
    </message>
    <message>
        <source>Mind:</source>
        <translation>注意：</translation>
    </message>
    <message>
        <source>Check of {day}: {document}</source>
        <translation>{day}の確認：{document}</translation>
    </message>
    <message>
        <source>Correction asked for on {day}</source>
        <translation>{day}の補正依頼</translation>
    </message>
    <message>
        <source>Correction that came on {day}</source>
        <translation>{day}の補正完了</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Checked on</source>
        <translation>確認日</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Record the check</source>
        <translation>本人確認を記録</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>補正期限</translation>
    </message>
    <message>
        <source>Check a document</source>
        <translation>本人確認</translation>
    </message>
    <message>
        <source>Check another document, or ask for a correction…</source>
        <translation>別の書類を確認、または補正を依頼…</translation>
    </message>
    <message>
        <source>Authority to receive the answer</source>
        <translation>回答の受領権限</translation>
    </message>
    <message>
        <source>named</source>
        <translation>記載あり</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>記載なし</translation>
    </message>
    <message>
        <source>Second reader</source>
        <translation>二人目の確認者</translation>
    </message>
    <message>
        <source>Enclosed?</source>
        <translation>同封の確認</translation>
    </message>
    <message>
        <source>Still needed</source>
        <translation>さらに必要</translation>
    </message>
    <message>
        <source>Correction asked for</source>
        <translation>補正依頼</translation>
    </message>
    <message>
        <source>Mended on</source>
        <translation>補正完了日</translation>
    </message>
    <message>
        <source>(nobody)</source>
        <translation>（なし）</translation>
    </message>
    <message>
        <source>The check is recorded.</source>
        <translation>本人確認を記録しました。</translation>
    </message>
    <message>
        <source>This stands against confirming:</source>
        <translation>確認済みにできない理由：</translation>
    </message>
</context>
<context>
    <name>ItemsPart</name>
    <message>
        <source>Items</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>(choose)</source>
        <translation>（選択）</translation>
    </message>
    <message>
        <source>Reason, as the letter tells it</source>
        <translation>理由（通知書に記載）</translation>
    </message>
    <message>
        <source>Before the correction</source>
        <translation>訂正前</translation>
    </message>
    <message>
        <source>After the correction</source>
        <translation>訂正後</translation>
    </message>
    <message>
        <source>Only where the items are decided differently, or several entries are corrected.</source>
        <translation>項目ごとに決定が異なるとき、又は複数の箇所を訂正するときに使います。</translation>
    </message>
    <message>
        <source>Put into the list</source>
        <translation>一覧に入れる</translation>
    </message>
    <message>
        <source>Take out of the list</source>
        <translation>一覧から外す</translation>
    </message>
    <message>
        <source>Item by item</source>
        <translation>項目ごとの決定</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Staff and keys</source>
        <translation>担当者と鍵</translation>
    </message>
    <message>
        <source>The newest recovery sheet was not printed or saved yet. Make a new one now.</source>
        <translation>最新の復旧シートがまだ印刷も保存もされていません。今すぐ新しく作成してください。</translation>
    </message>
    <message>
        <source>New recovery sheet…</source>
        <translation>新しい復旧シート…</translation>
    </message>
    <message>
        <source>Replace the key now…</source>
        <translation>鍵を今すぐ交換…</translation>
    </message>
    <message>
        <source>Replace it when a passphrase, the recovery sheet or a workstation may be in wrong hands. Everybody keeps their passphrase; backups made before stay readable with the old key.</source>
        <translation>パスフレーズ、復旧シート、端末が他人の手に渡ったおそれがあるときに交換します。各自のパスフレーズは変わりません。以前のバックアップは古い鍵で読めるままです。</translation>
    </message>
    <message>
        <source>The key of the file</source>
        <translation>ファイルの鍵</translation>
    </message>
    <message>
        <source>A new recovery sheet was made.</source>
        <translation>新しい復旧シートを作成しました。</translation>
    </message>
    <message>
        <source>The key of the file was replaced.</source>
        <translation>ファイルの鍵を交換しました。</translation>
    </message>
    <message>
        <source>Keys that the file has had: {count}</source>
        <translation>これまでの鍵の数：{count}</translation>
    </message>
    <message>
        <source>Roles keep honest people to their part, and the trail says who did what. They are no wall against someone who holds a key and uses another program: whoever can open the file can read all of it. What must be kept from a person is kept by giving them no key.</source>
        <translation>役割は、各自の持ち場を守り、誰が何をしたかを証跡に残すためのものです。鍵を持つ人が別のプログラムを使うことまでは防げません。ファイルを開ける人は、その全部を読むことができます。見せてはならない相手には、鍵を渡さないでください。</translation>
    </message>
    <message>
        <source>What roles can do, and what they cannot</source>
        <translation>役割でできること、できないこと</translation>
    </message>
</context>
<context>
    <name>LetterOutput</name>
    <message>
        <source>The printer is gone; the letter is not noted as printed. Print it again.</source>
        <translation>プリンターが見つからなくなりました。通知書は印刷済みとして記録していません。もう一度印刷してください。</translation>
    </message>
    <message>
        <source>Papers that this letter encloses: {count}. Print them in the step “Letter”, too.</source>
        <translation>この通知書に同封する別紙が {count} 件あります。「通知書」の段階で、あわせて印刷してください。</translation>
    </message>
    <message>
        <source>Save the letter</source>
        <translation>通知書の保存</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>{name} に保存しました。</translation>
    </message>
    <message>
        <source>Choose a letter first.</source>
        <translation>先に通知書を選んでください。</translation>
    </message>
</context>
<context>
    <name>LetterPanel</name>
    <message>
        <source>Letter</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Make the letter</source>
        <translation>通知書を作成</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDFで保存…</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>作り直す</translation>
    </message>
    <message>
        <source>Print the reply slip…</source>
        <translation>返信票を印刷…</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Those that answer follow from the decisions: decide first.</source>
        <translation>回答の通知書は決定に応じて作られます。先に決定してください。</translation>
    </message>
    <message>
        <source>This is the letter as it is kept; every print is the same.</source>
        <translation>保存されている通知書です。何度印刷しても同じ内容になります。</translation>
    </message>
    <message>
        <source>A preview: nothing is kept until the letter is made.</source>
        <translation>プレビューです。通知書を作成するまで保存されません。</translation>
    </message>
    <message>
        <source>This letter was disposed of on {day}. Its number, kind and dates stay.</source>
        <translation>この通知書は{day}に廃棄されました。番号、種類、日付は残ります。</translation>
    </message>
    <message>
        <source>Letter {number} is made. Print it, sign it, and send it.</source>
        <translation>通知書 {number} を作成しました。印刷・押印して発送してください。</translation>
    </message>
</context>
<context>
    <name>LetterTextEdit</name>
    <message>
        <source>Faults of the text</source>
        <translation>文面の誤り</translation>
    </message>
    <message>
        <source>The text is being checked.</source>
        <translation>文面を確認しています。</translation>
    </message>
    <message>
        <source>Faults: {count}. Choose one to go to its place.</source>
        <translation>誤り：{count} 件。選ぶと、その箇所に移動します。</translation>
    </message>
    <message>
        <source>The text has no faults.</source>
        <translation>文面に誤りはありません。</translation>
    </message>
    <message>
        <source>Line {line}, column {column}: {sentence}</source>
        <translation>{line} 行 {column} 桁：{sentence}</translation>
    </message>
</context>
<context>
    <name>LetterTextsPage</name>
    <message>
        <source>Letter texts</source>
        <translation>通知書の文面</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文面</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>文面</translation>
    </message>
    <message>
        <source>Test print</source>
        <translation>見本を表示</translation>
    </message>
    <message>
        <source>Adopt</source>
        <translation>採用する</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>変更を破棄</translation>
    </message>
    <message>
        <source>Back to the shipped text</source>
        <translation>同梱の文面に戻す</translation>
    </message>
    <message>
        <source>“Test print” shows the letter here, with sample facts. Nothing is kept of it.</source>
        <translation>「見本を表示」を押すと、架空の内容による通知書がここに表示されます。記録には残りません。</translation>
    </message>
    <message>
        <source>Changes to the text that ships</source>
        <translation>同梱の文面からの変更点</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Names that the text may use</source>
        <translation>文面に使える名前</translation>
    </message>
    <message>
        <source>‹ Settings</source>
        <translation>‹ 設定</translation>
    </message>
    <message>
        <source>A text of your own holds for letters made from then on; those that were made stay.</source>
        <translation>自社の文面は、採用後に作成する通知書から使われます。作成済みの通知書は変わりません。</translation>
    </message>
    <message>
        <source>Specimen</source>
        <translation>見本</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>What you were typing when the window locked is back.</source>
        <translation>ロック前に入力していた内容を復元しました。</translation>
    </message>
    <message>
        <source>The text is in force. Letters made from now on say it.</source>
        <translation>この文面を採用しました。以後に作成する通知書から使われます。</translation>
    </message>
    <message>
        <source>The text that ships is in force again.</source>
        <translation>同梱の文面に戻りました。</translation>
    </message>
    <message>
        <source>own, version {version}</source>
        <translation>自社 第 {version} 版</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>同梱の文面</translation>
    </message>
</context>
<context>
    <name>LettersPage</name>
    <message>
        <source>Letters</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文書番号</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Dated</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状況</translation>
    </message>
    <message>
        <source>Which letters</source>
        <translation>表示する通知書</translation>
    </message>
    <message>
        <source>Choose a letter to see it.</source>
        <translation>通知書を選ぶと表示されます。</translation>
    </message>
    <message>
        <source>No letter waits for this.</source>
        <translation>該当する通知書はありません。</translation>
    </message>
    <message>
        <source>No letters yet. They are made on the case page, after the decision.</source>
        <translation>通知書はまだありません。決定の後、案件の画面で作成します。</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>案件を開く</translation>
    </message>
    <message>
        <source>Delivered on</source>
        <translation>到達日</translation>
    </message>
    <message>
        <source>Note the delivery of the chosen letters</source>
        <translation>選んだ通知書の到達を記録</translation>
    </message>
    <message>
        <source>Print runs</source>
        <translation>一括印刷</translation>
    </message>
    <message>
        <source>Delivery noted; cases: {numbers}</source>
        <translation>到達を記録しました。案件：{numbers}</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDFで保存…</translation>
    </message>
</context>
<context>
    <name>LifecycleDialog</name>
    <message>
        <source>How a case goes</source>
        <translation>案件の流れ</translation>
    </message>
    <message>
        <source>Picture of a case&apos;s life; the table beside it says the same</source>
        <translation>案件の流れの図。隣の表も同じ内容です。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>What must be true</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation>記録する内容</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>図</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>LinesPanel</name>
    <message>
        <source>Lines that changed</source>
        <translation>変わった行</translation>
    </message>
    <message>
        <source>Lines that are new (+): {new}; gone (−): {gone}</source>
        <translation>追加された行（＋）：{new}&#x3000;削除された行（−）：{gone}</translation>
    </message>
    <message>
        <source>No line differs from the version in force.</source>
        <translation>施行中の版と異なる行はありません。</translation>
    </message>
</context>
<context>
    <name>LinksPart</name>
    <message>
        <source>Number of the other case</source>
        <translation>相手の案件番号</translation>
    </message>
    <message>
        <source>Why they belong together</source>
        <translation>関連する理由</translation>
    </message>
    <message>
        <source>Link the cases</source>
        <translation>関連付ける</translation>
    </message>
    <message>
        <source>Another case of the same matter?</source>
        <translation>関連する案件</translation>
    </message>
    <message>
        <source>Linked case</source>
        <translation>関連案件</translation>
    </message>
    <message>
        <source>Perhaps of the same matter</source>
        <translation>関連の可能性</translation>
    </message>
    <message>
        <source>The cases are linked.</source>
        <translation>案件を関連付けました。</translation>
    </message>
</context>
<context>
    <name>ListMenu</name>
    <message>
        <source>Columns…</source>
        <translation>列の選択…</translation>
    </message>
    <message>
        <source>Widths as needed</source>
        <translation>列の幅を内容に合わせる</translation>
    </message>
    <message>
        <source>Keep this list…</source>
        <translation>この一覧を登録…</translation>
    </message>
    <message>
        <source>Rename the kept list…</source>
        <translation>登録した一覧の名前を変更…</translation>
    </message>
    <message>
        <source>Remove the kept list</source>
        <translation>登録した一覧を削除</translation>
    </message>
    <message>
        <source>sorted downwards</source>
        <translation>降順</translation>
    </message>
    <message>
        <source>sorted upwards</source>
        <translation>昇順</translation>
    </message>
    <message>
        <source>Choice, next step, search and order are kept for you, in this file. The list shows the cases of the day on which you look at it.</source>
        <translation>表示する案件、次の手続、検索語、並び順を、あなた用にこのファイルへ登録します。一覧には、開いた日の案件が表示されます。</translation>
    </message>
    <message>
        <source>Keep this list</source>
        <translation>この一覧を登録</translation>
    </message>
    <message>
        <source>Rename the list</source>
        <translation>一覧の名前を変更</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>並べ替え</translation>
    </message>
    <message>
        <source>Downwards</source>
        <translation>降順</translation>
    </message>
</context>
<context>
    <name>LongWork</name>
    <message>
        <source>Working</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
</context>
<context>
    <name>MaskDialog</name>
    <message>
        <source>Mask a scan</source>
        <translation>スキャンのマスキング</translation>
    </message>
    <message>
        <source>Burn in and save</source>
        <translation>焼き込んで保存</translation>
    </message>
    <message>
        <source>Leave in quarantine</source>
        <translation>隔離のままにする</translation>
    </message>
    <message>
        <source>Say what it shows that must be masked.</source>
        <translation>マスキングすべきもので写っているものを選んでください。</translation>
    </message>
    <message>
        <source>Draw boxes over what must not be kept. When they are saved, only the covered picture stays; a PDF becomes pictures without text.</source>
        <translation>保管してはならない部分を枠で覆ってください。保存すると、覆った画像だけが残ります。PDFは文字情報のない画像になります。</translation>
    </message>
    <message>
        <source>Keys: N new box, arrows move, Shift+arrows size, Space next box, Delete takes out, Page Up and Page Down turn the page.</source>
        <translation>キー：N 新しい枠、矢印 移動、Shift+矢印 大きさ、Space 次の枠、Delete 取消し、Page Up・Page Down ページ送り。</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>覆ったもの</translation>
    </message>
    <message>
        <source>Saved. It stays in quarantine: it still shows {what}.</source>
        <translation>保存しました。隔離中のままです。まだ写っているもの：{what}。</translation>
    </message>
</context>
<context>
    <name>MaskPages</name>
    <message>
        <source>Page before</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
</context>
<context>
    <name>MaskView</name>
    <message>
        <source>Page to mask</source>
        <translation>マスキングするページ</translation>
    </message>
    <message>
        <source>N makes a box; arrows move it, with Shift they size it; Delete takes it out.</source>
        <translation>Nで枠を作り、矢印で動かし、Shift+矢印で大きさを変え、Deleteで取り消します。</translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Members of staff</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>New member</source>
        <translation>新しい担当者</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>For suspending and removing.</source>
        <translation>一時停止と削除のときに入力します。</translation>
    </message>
    <message>
        <source>Give a key</source>
        <translation>鍵を渡す</translation>
    </message>
    <message>
        <source>Add by name only</source>
        <translation>氏名だけ追加</translation>
    </message>
    <message>
        <source>Change the roles</source>
        <translation>役割を変更</translation>
    </message>
    <message>
        <source>New one-time passphrase</source>
        <translation>一回限りのパスフレーズを再発行</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>A member without a key can be put down as second reader or data holder, and cannot open the file. Removing replaces the key of the file; who stays keeps their passphrase. Copies of the file that a member made before stay readable for them.</source>
        <translation>鍵のない担当者は、二人目の確認者やデータの保有者として記録できますが、ファイルは開けません。削除するとファイルの鍵を交換します。残る担当者のパスフレーズは変わりません。担当者が以前に作ったファイルの写しは、その人には読めるままです。</translation>
    </message>
    <message>
        <source>The name is on the list.</source>
        <translation>一覧に追加しました。</translation>
    </message>
    <message>
        <source>The roles were changed.</source>
        <translation>役割を変更しました。</translation>
    </message>
    <message>
        <source>Suspended. The key of the file is the same: replace it too where it must be certain.</source>
        <translation>一時停止しました。ファイルの鍵は同じです。確実を期すときは鍵も交換してください。</translation>
    </message>
    <message>
        <source>Put back, with the passphrase they had.</source>
        <translation>以前のパスフレーズのまま利用を再開しました。</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>削除しました。</translation>
    </message>
    <message>
        <source>The key is there. The member replaces the one-time passphrase at first use.</source>
        <translation>鍵を用意しました。担当者は最初に開くときに、一回限りのパスフレーズを置き換えます。</translation>
    </message>
    <message>
        <source>One-time passphrase</source>
        <translation>一回限りのパスフレーズ</translation>
    </message>
    <message>
        <source>Tell {name} this passphrase by word of mouth. It is shown only now:</source>
        <translation>このパスフレーズを{name}さんに口頭で伝えてください。表示は今だけです：</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>one-time passphrase</source>
        <translation>一回限りのパスフレーズ</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>MoneyPage</name>
    <message>
        <source>Money</source>
        <translation>入金</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>照合待ち</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>処理済み</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>出納簿</translation>
    </message>
    <message>
        <source>Take in a statement</source>
        <translation>明細の取り込み</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>振込名義</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>From</source>
        <translation>仕向銀行</translation>
    </message>
    <message>
        <source>Sent with it</source>
        <translation>EDI情報</translation>
    </message>
    <message>
        <source>Bank&apos;s reference</source>
        <translation>照会番号</translation>
    </message>
</context>
<context>
    <name>MovingKeys</name>
    <message>
        <source>{numbers} is not closed yet. Press D once more if its papers are destroyed all the same.</source>
        <translation>{numbers}はまだ終結していません。それでも書類を廃棄したときは、もう一度Dを押してください。</translation>
    </message>
    <message>
        <source>Choose papers, press M, then the key of the place.</source>
        <translation>書類を選び、Mを押してから、保管場所のキーを押してください。</translation>
    </message>
    <message>
        <source>Where to? {choices}</source>
        <translation>移動先&#x3000;{choices}</translation>
    </message>
</context>
<context>
    <name>NameCompare</name>
    <message>
        <source>Written the same.</source>
        <translation>同じ表記です。</translation>
    </message>
    <message>
        <source>The same in another way of writing:</source>
        <translation>表記の違いのみで同じです：</translation>
    </message>
    <message>
        <source>Different:</source>
        <translation>異なります：</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name of the list</source>
        <translation>一覧の名前</translation>
    </message>
    <message>
        <source>Keep the list</source>
        <translation>一覧を登録</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>NewOffice</name>
    <message>
        <source>Set up a new office</source>
        <translation>新しい事務局の設定</translation>
    </message>
    <message>
        <source>Make the file</source>
        <translation>ファイルを作成</translation>
    </message>
</context>
<context>
    <name>NewSheetDialog</name>
    <message>
        <source>Recovery sheet</source>
        <translation>復旧シート</translation>
    </message>
    <message>
        <source>Print it and put it into the safe in the place of the old one, whose code opens this file no more. Whoever holds the sheet can open the file.</source>
        <translation>印刷し、古いシートと入れ替えて金庫に保管してください。古いシートのコードではもう開けません。このシートを持つ人は誰でもファイルを開けます。</translation>
    </message>
</context>
<context>
    <name>NotesTab</name>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Everyone who may read the case reads it.</source>
        <translation>案件を閲覧できる人は全員読めます。</translation>
    </message>
    <message>
        <source>Write the note</source>
        <translation>メモを記入</translation>
    </message>
    <message>
        <source>No notes yet.</source>
        <translation>メモはまだありません。</translation>
    </message>
    <message>
        <source>The note is written.</source>
        <translation>メモを記入しました。</translation>
    </message>
    <message>
        <source>The note is struck out; it stays readable.</source>
        <translation>メモを抹消しました。読める形で残ります。</translation>
    </message>
    <message>
        <source>Struck out: {who}, {when}</source>
        <translation>抹消：{who}、{when}</translation>
    </message>
    <message>
        <source>Strike out</source>
        <translation>抹消する</translation>
    </message>
    <message>
        <source>Strike out note {note}</source>
        <translation>メモ{note}を抹消する</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close the message</source>
        <translation>メッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>OwnPaperPanel</name>
    <message>
        <source>Format</source>
        <translation>規格</translation>
    </message>
    <message>
        <source>The format, drawn to scale</source>
        <translation>規格の縮尺図</translation>
    </message>
    <message>
        <source>Write into the text</source>
        <translation>本文に書き込む</translation>
    </message>
    <message>
        <source>New window envelope</source>
        <translation>新しい窓付き封筒</translation>
    </message>
    <message>
        <source>New label sheet</source>
        <translation>新しいラベル用紙</translation>
    </message>
    <message>
        <source>The text cannot be read as it stands. Mend its first error, then write into it.</source>
        <translation>本文を読み取れません。最初の誤りを直してから書き込んでください。</translation>
    </message>
    <message>
        <source>Give it a name of small letters from a to z, digits and “-”, at most 40 of them.</source>
        <translation>短い名前は、a から z の小文字・数字・「-」で40文字以内にしてください。</translation>
    </message>
    <message>
        <source>There is a format of that name already. Give it another.</source>
        <translation>その名前の規格は既にあります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>Say how it is called, in Japanese and in English.</source>
        <translation>日本語と英語の呼び名を入力してください。</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>短い名前</translation>
    </message>
    <message>
        <source>Called in Japanese</source>
        <translation>日本語の呼び名</translation>
    </message>
    <message>
        <source>Called in English</source>
        <translation>英語の呼び名</translation>
    </message>
    <message>
        <source>Paper size</source>
        <translation>用紙の大きさ</translation>
    </message>
    <message>
        <source>Labels side by side</source>
        <translation>横の面数</translation>
    </message>
    <message>
        <source>Labels one under the other</source>
        <translation>縦の面数</translation>
    </message>
    <message>
        <source>From the left to the window</source>
        <translation>左端から窓まで</translation>
    </message>
    <message>
        <source>From the top to the window</source>
        <translation>上端から窓まで</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>幅</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高さ</translation>
    </message>
    <message>
        <source>May be seen beside it</source>
        <translation>窓の外に見える余裕</translation>
    </message>
    <message>
        <source>From the left to the first label</source>
        <translation>左端から最初のラベルまで</translation>
    </message>
    <message>
        <source>From the top to the first label</source>
        <translation>上端から最初のラベルまで</translation>
    </message>
    <message>
        <source>From one label&apos;s left edge to the next</source>
        <translation>ラベルの左端から次の左端まで</translation>
    </message>
    <message>
        <source>From one label&apos;s upper edge to the next</source>
        <translation>ラベルの上端から次の上端まで</translation>
    </message>
</context>
<context>
    <name>OwnPassphrase</name>
    <message>
        <source>Passphrase now</source>
        <translation>今のパスフレーズ</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>パスフレーズを変更</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>自分のパスフレーズ</translation>
    </message>
    <message>
        <source>Fill in this field.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>The passphrase was changed. Workstations are switched on again by hand.</source>
        <translation>パスフレーズを変更しました。端末での開錠は改めて有効にしてください。</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Go to a case</source>
        <translation>案件へ移動</translation>
    </message>
    <message>
        <source>Find a command or a case</source>
        <translation>コマンド・案件を探す</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>見つかったもの</translation>
    </message>
    <message>
        <source>Number, name, kana, address, telephone, tracking number</source>
        <translation>受付番号、氏名、カナ、住所、電話番号、追跡番号</translation>
    </message>
    <message>
        <source>A command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>A command, a place, or a case by number, name or kana</source>
        <translation>コマンド、画面、または案件（受付番号・氏名・カナ）</translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation>見つかりません。</translation>
    </message>
</context>
<context>
    <name>PaperPreview</name>
    <message>
        <source>{paper}: the window is {width} × {height} mm, {x} mm from the left and {y} mm from the top; up to {slack} mm more may be seen on each side.</source>
        <translation>{paper}：窓は幅 {width} mm × 高さ {height} mm、左端から {x} mm、上端から {y} mm。各辺でさらに {slack} mm まで見えることがあります。</translation>
    </message>
    <message>
        <source>{paper}: {columns} × {rows} labels of {width} × {height} mm; the first is {x} mm from the left and {y} mm from the top.</source>
        <translation>{paper}：横 {columns} 面 × 縦 {rows} 面、ラベルは幅 {width} mm × 高さ {height} mm。最初のラベルは左端から {x} mm、上端から {y} mm。</translation>
    </message>
</context>
<context>
    <name>PapersPage</name>
    <message>
        <source>Papers</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>Read a code, or type a case number, a place or a sender</source>
        <translation>コードを読み取るか、受付番号・保管場所・差出人を入力</translation>
    </message>
    <message>
        <source>Find papers</source>
        <translation>書類を探す</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>保管場所</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Needed to bring back what was noted as gone.</source>
        <translation>手元にないと記録したものを戻すときに必要です。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>(none yet)</source>
        <translation>（なし）</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>差出人</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>枚数</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>いつから</translation>
    </message>
    <message>
        <source>By</source>
        <translation>記録者</translation>
    </message>
    <message>
        <source>One enclosure</source>
        <translation>同封書類1点</translation>
    </message>
    <message>
        <source>Papers without a place</source>
        <translation>所在が記録されていない書類</translation>
    </message>
    <message>
        <source>{what} ({count})</source>
        <translation>{what}（{count}）</translation>
    </message>
    <message>
        <source>{day} {where} ({who}) {note}</source>
        <translation>{day} {where}（{who}）{note}</translation>
    </message>
    <message>
        <source>They lay there already.</source>
        <translation>既にそこにあります。</translation>
    </message>
    <message>
        <source>Noted: {where}.</source>
        <translation>記録しました：{where}。</translation>
    </message>
    <message>
        <source>Where to write the labels</source>
        <translation>ラベルの書出し先</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDFファイル (*.pdf)</translation>
    </message>
    <message>
        <source>The labels are in {file}.</source>
        <translation>ラベルは{file}にあります。</translation>
    </message>
</context>
<context>
    <name>PassphraseFields</name>
    <message>
        <source>New passphrase</source>
        <translation>新しいパスフレーズ</translation>
    </message>
    <message>
        <source>At least {count} characters; several words are best.</source>
        <translation>{count}文字以上。複数の語の組み合わせをお勧めします。</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>新しいパスフレーズ（確認）</translation>
    </message>
    <message>
        <source>Type a new passphrase.</source>
        <translation>新しいパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>2つのパスフレーズが一致しません。</translation>
    </message>
    <message>
        <source>Strength: {strength}.</source>
        <translation>強度：{strength}。</translation>
    </message>
</context>
<context>
    <name>PdfView</name>
    <message>
        <source>Preview of the letter</source>
        <translation>通知書のプレビュー</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Request {position}</source>
        <translation>請求{position}</translation>
    </message>
    <message>
        <source>{type}, {article}</source>
        <translation>{type}（{article}）</translation>
    </message>
    <message>
        <source>Which data</source>
        <translation>対象データ</translation>
    </message>
    <message>
        <source>Request forms</source>
        <translation>開示等請求書の通数</translation>
    </message>
    <message>
        <source>Items or names</source>
        <translation>項目・名義の数</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Link with {number}</source>
        <translation>{number}との関連付け</translation>
    </message>
    <message>
        <source>Report of {day}</source>
        <translation>{day}の報告</translation>
    </message>
    <message>
        <source>Kind of agent</source>
        <translation>代理人の種別</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>電話番号</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>生年月日</translation>
    </message>
    <message>
        <source>Member ID</source>
        <translation>会員ID</translation>
    </message>
</context>
<context>
    <name>PeriodChoice</name>
    <message>
        <source>Kind of period</source>
        <translation>期間の種類</translation>
    </message>
    <message>
        <source>From day to day</source>
        <translation>日付を指定</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>最初の日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最後の日</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
</context>
<context>
    <name>PlacesPanel</name>
    <message>
        <source>Places</source>
        <translation>保管場所</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>保管場所</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Add the place</source>
        <translation>保管場所を追加</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名称変更</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>使用停止</translation>
    </message>
    <message>
        <source>Labels…</source>
        <translation>ラベル…</translation>
    </message>
    <message>
        <source>No place noted yet</source>
        <translation>所在未記録</translation>
    </message>
    <message>
        <source>There are no places yet. Add the first one, such as “Post tray” or “Safe”.</source>
        <translation>保管場所がまだありません。「受付トレイ」「金庫」などを追加してください。</translation>
    </message>
    <message>
        <source>Choose a place in the list first.</source>
        <translation>先に一覧で保管場所を選んでください。</translation>
    </message>
    <message>
        <source>“{name}” is used again.</source>
        <translation>「{name}」の使用を再開しました。</translation>
    </message>
</context>
<context>
    <name>PostPage</name>
    <message>
        <source>Post</source>
        <translation>郵便受付</translation>
    </message>
    <message>
        <source>Log an envelope</source>
        <translation>封筒の受付登録</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>案件の登録</translation>
    </message>
    <message>
        <source>Scan tray</source>
        <translation>未整理トレイ</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>郵便受発信簿</translation>
    </message>
    <message>
        <source>Envelope logged and filed with case {number}.</source>
        <translation>封筒を記録し、案件{number}に入れました。</translation>
    </message>
    <message>
        <source>Scan tray ({count})</source>
        <translation>未整理トレイ（{count}）</translation>
    </message>
    <message>
        <source>Envelope logged: {sender}.</source>
        <translation>封筒を受け付けました：{sender}。</translation>
    </message>
    <message>
        <source>Inquiry logged: {sender}.</source>
        <translation>問合せを登録しました（{sender}）。</translation>
    </message>
    <message>
        <source>Envelope logged: {sender}. Now open its case.</source>
        <translation>封筒を登録しました（{sender}）。続けて案件を開いてください。</translation>
    </message>
    <message>
        <source>Inquiry logged: {sender}. Now open its case.</source>
        <translation>問合せを登録しました（{sender}）。続けて案件を登録してください。</translation>
    </message>
</context>
<context>
    <name>PreviewView</name>
    <message>
        <source>First rows of the sheet</source>
        <translation>シートの先頭の行</translation>
    </message>
    <message>
        <source>{sheet}, rows: {rows}</source>
        <translation>{sheet}：{rows}行</translation>
    </message>
    <message>
        <source>Rows: {which}.</source>
        <translation>対象：{which}。</translation>
    </message>
    <message>
        <source>The first {count} are shown.</source>
        <translation>先頭の{count}行を表示しています。</translation>
    </message>
</context>
<context>
    <name>PrinterPanel</name>
    <message>
        <source>Printer</source>
        <translation>プリンター</translation>
    </message>
    <message>
        <source>It is proposed whenever something is printed.</source>
        <translation>印刷のたびに、このプリンターが選ばれた状態になります。</translation>
    </message>
    <message>
        <source>Print on both sides of a sheet</source>
        <translation>用紙の両面に印刷する</translation>
    </message>
    <message>
        <source>Save the printer</source>
        <translation>プリンターを保存</translation>
    </message>
    <message>
        <source>The office&apos;s own fonts</source>
        <translation>事業者のフォント</translation>
    </message>
    <message>
        <source>A folder with TrueType fonts for rare names. Empty: the fonts of this computer.</source>
        <translation>珍しい人名用のTrueTypeフォントを置いたフォルダー。空欄のときはこのコンピューターのフォント。</translation>
    </message>
    <message>
        <source>Save the folder of fonts</source>
        <translation>フォントのフォルダーを保存</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>書体</translation>
    </message>
    <message>
        <source>The usual one of this workstation</source>
        <translation>この端末の通常のプリンター</translation>
    </message>
    <message>
        <source>{printer} (not on this workstation)</source>
        <translation>{printer}（この端末にはありません）</translation>
    </message>
    <message>
        <source>The printer is saved.</source>
        <translation>プリンターを保存しました。</translation>
    </message>
    <message>
        <source>Fonts that cannot be used:
{fonts}</source>
        <translation>使えないフォント：
{fonts}</translation>
    </message>
    <message>
        <source>The folder of fonts is saved.</source>
        <translation>フォントのフォルダーを保存しました。</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation>書かれている内容</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>問題点</translation>
    </message>
    <message>
        <source>The row</source>
        <translation>行の扱い</translation>
    </message>
    <message>
        <source>Problems of the register</source>
        <translation>台帳の問題点</translation>
    </message>
    <message>
        <source>Save the problems as CSV…</source>
        <translation>問題点をCSVで保存…</translation>
    </message>
    <message>
        <source>What the word means</source>
        <translation>語の意味</translation>
    </message>
    <message>
        <source>Rows that cannot become cases: {rows}. Problems in all: {problems}.</source>
        <translation>案件にできない行：{rows}行。問題点：全{problems}件。</translation>
    </message>
    <message>
        <source>cannot become a case</source>
        <translation>案件にできません</translation>
    </message>
    <message>
        <source>taken as written</source>
        <translation>書かれたとおり</translation>
    </message>
    <message>
        <source>“{word}” means</source>
        <translation>「{word}」の意味</translation>
    </message>
    <message>
        <source>(not said yet)</source>
        <translation>（未指定）</translation>
    </message>
</context>
<context>
    <name>ProcedurePage</name>
    <message>
        <source>Edit the office&apos;s procedure</source>
        <translation>事務局の手続の編集</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込む…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>変更を破棄</translation>
    </message>
    <message>
        <source>In force from</source>
        <translation>施行日</translation>
    </message>
    <message>
        <source>Adopt as the next version</source>
        <translation>次の版として採用</translation>
    </message>
    <message>
        <source>The text of {name} is here now. Ctrl+Z in it brings back what stood here.</source>
        <translation>{name} の本文に置き換えました。本文の中で Ctrl+Z を押すと、元の内容に戻ります。</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>{name} に保存しました。</translation>
    </message>
    <message>
        <source>What you were typing when the window locked is back.</source>
        <translation>ロック前に入力していた内容を復元しました。</translation>
    </message>
    <message>
        <source>That is more than a procedure can have ({most} characters), and was not put in. Check what was copied.</source>
        <translation>手続の上限（{most} 文字）を超えるため、取り込みませんでした。コピーした内容を確かめてください。</translation>
    </message>
    <message>
        <source>“{name}” stands in the text now. It can be used once the text is adopted.</source>
        <translation>「{name}」を本文に書き込みました。本文を採用すると使えるようになります。</translation>
    </message>
    <message>
        <source>Version {version}, in force from {day}</source>
        <translation>第{version}版（{day}施行）</translation>
    </message>
    <message>
        <source>{name} (ships)</source>
        <translation>{name}（同梱）</translation>
    </message>
    <message>
        <source>That text is here now. Ctrl+Z in it brings back what stood here.</source>
        <translation>その本文に置き換えました。本文の中で Ctrl+Z を押すと、元の内容に戻ります。</translation>
    </message>
    <message>
        <source>Start from another text</source>
        <translation>別の本文から始める</translation>
    </message>
    <message>
        <source>Start from…</source>
        <translation>ひな形から始める…</translation>
    </message>
    <message>
        <source>‹ Settings</source>
        <translation>‹ 設定</translation>
    </message>
    <message>
        <source>Nothing holds before it is adopted. A lock keeps what is typed.</source>
        <translation>採用するまでは何も変わりません。入力中の内容はロックしても残ります。</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>主な値</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>封筒・ラベル</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>試算</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>変わった行</translation>
    </message>
    <message>
        <source>Procedures (*.toml)</source>
        <translation>手続 (*.toml)</translation>
    </message>
    <message>
        <source>Import a procedure</source>
        <translation>手続を取り込む</translation>
    </message>
    <message>
        <source>Export the text</source>
        <translation>本文を書き出す</translation>
    </message>
</context>
<context>
    <name>ProcedurePanel</name>
    <message>
        <source>The procedure is a text. The editor checks it while it is typed and tells in words what changes; adopted, it becomes the next version. Running cases keep the version they were opened under.</source>
        <translation>手続は一つの文書です。編集画面では、入力するそばから内容を確認し、何が変わるかを文章で示します。採用すると次の版になります。進行中の案件には、受け付けたときの版がそのまま適用されます。</translation>
    </message>
    <message>
        <source>Edit the procedure…</source>
        <translation>手続を編集…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>ファイルに保存…</translation>
    </message>
    <message>
        <source>The office&apos;s procedure</source>
        <translation>事務局の手続規程</translation>
    </message>
    <message>
        <source>Versions of the procedure</source>
        <translation>手続の版</translation>
    </message>
    <message>
        <source>Save the procedure</source>
        <translation>手続を保存</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>{name} に保存しました。</translation>
    </message>
    <message>
        <source>Version {version}, in force from {day}; running cases: {cases}</source>
        <translation>第{version}版（{day}施行）&#x3000;進行中の案件：{cases}件</translation>
    </message>
    <message>
        <source>{version}, in force from {day}</source>
        <translation>{version}（{day}施行）</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>事務局</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>(office setting)</source>
        <translation>（事務局の設定）</translation>
    </message>
    <message>
        <source>(source: {source})</source>
        <translation>（出典：{source}）</translation>
    </message>
</context>
<context>
    <name>ProcedureText</name>
    <message>
        <source>Text of the procedure</source>
        <translation>手続の本文</translation>
    </message>
    <message>
        <source>Mistakes in the text</source>
        <translation>本文の誤り</translation>
    </message>
    <message>
        <source>The text is being checked.</source>
        <translation>文面を確認しています。</translation>
    </message>
    <message>
        <source>Errors: {count}. Choose one to go to its line.</source>
        <translation>誤り：{count} 件。選ぶと、その行に移動します。</translation>
    </message>
    <message>
        <source>No errors. To be weighed: {count}</source>
        <translation>誤りはありません。検討すべき点：{count} 件</translation>
    </message>
    <message>
        <source>The text has no errors.</source>
        <translation>本文に誤りはありません。</translation>
    </message>
    <message>
        <source>To be weighed: {sentence}</source>
        <translation>要検討：{sentence}</translation>
    </message>
    <message>
        <source>Line {line}: {sentence}</source>
        <translation>{line} 行目：{sentence}</translation>
    </message>
    <message>
        <source>Line {line}, {key}: {sentence}</source>
        <translation>{line} 行目、{key}：{sentence}</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>検索する場所(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>ファイルの種類(&amp;T):</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Page &amp;Set:</source>
        <translation>ページセット(&amp;S):</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Long side binding</source>
        <translation>長辺とじ</translation>
    </message>
    <message>
        <source>Short side binding</source>
        <translation>短辺とじ</translation>
    </message>
</context>
<context>
    <name>RecoverDialog</name>
    <message>
        <source>Open with the recovery sheet</source>
        <translation>復旧シートで開く</translation>
    </message>
    <message>
        <source>Office file</source>
        <translation>事務局ファイル</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>ファイルを選択…</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>復旧コード</translation>
    </message>
    <message>
        <source>Eight groups of five, as printed.</source>
        <translation>印刷されたとおり、5文字ずつ8組。</translation>
    </message>
    <message>
        <source>Wrapped key</source>
        <translation>暗号化された鍵</translation>
    </message>
    <message>
        <source>Only when the key file is gone too: read the QR code with a scanner, or type the text under it.</source>
        <translation>鍵ファイルも失われたときだけ必要です。QRコードを読み取るか、その下の文字列を入力してください。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>お名前</translation>
    </message>
    <message>
        <source>As it stands on the list of staff.</source>
        <translation>担当者一覧にあるとおりに。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>The sheet opens the file and gives you a new passphrase. You become an administrator; the trail says so.</source>
        <translation>復旧シートでファイルを開き、新しいパスフレーズを設定します。あなたは管理者になり、その旨が証跡に残ります。</translation>
    </message>
    <message>
        <source>Fill in this field.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>Open an office file</source>
        <translation>事務局ファイルを開く</translation>
    </message>
    <message>
        <source>Office files (*.caseman)</source>
        <translation>事務局ファイル (*.caseman)</translation>
    </message>
</context>
<context>
    <name>RedactDialog</name>
    <message>
        <source>Redact an attachment</source>
        <translation>別紙の墨塗り</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>枠</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>(choose)</source>
        <translation>（選択）</translation>
    </message>
    <message>
        <source>Reason, as the letter tells it</source>
        <translation>理由（通知書に記載）</translation>
    </message>
    <message>
        <source>Pages redacted</source>
        <translation>墨塗りを施したページ</translation>
    </message>
    <message>
        <source>Burn in and save</source>
        <translation>焼き込んで保存</translation>
    </message>
    <message>
        <source>You see the unredacted file. It stays in the office&apos;s file and is never printed; what is printed is a picture in which nothing is left under the boxes.</source>
        <translation>表示しているのは墨塗り前のファイルです。事務局ファイルに残り、印刷されることはありません。印刷されるのは、枠の下に何も残らない画像です。</translation>
    </message>
    <message>
        <source>Keys: N new box, arrows move, Shift+arrows size, Space next box, Delete takes out, Page Up and Page Down turn the page.</source>
        <translation>キー：N 新しい枠、矢印 移動、Shift+矢印 大きさ、Space 次の枠、Delete 取消し、Page Up・Page Down ページ送り。</translation>
    </message>
    <message>
        <source>Page {page}: {ground}</source>
        <translation>{page}ページ：{ground}</translation>
    </message>
    <message>
        <source>no ground yet</source>
        <translation>根拠なし</translation>
    </message>
    <message>
        <source> – no reason yet</source>
        <translation>（理由なし）</translation>
    </message>
</context>
<context>
    <name>RefundPart</name>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>yen</source>
        <translation>円</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>支払方法</translation>
    </message>
    <message>
        <source>Given back on</source>
        <translation>返金日</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>領収書…</translation>
    </message>
    <message>
        <source>Record the refund</source>
        <translation>返金を記録する</translation>
    </message>
    <message>
        <source>Give money back</source>
        <translation>返金</translation>
    </message>
    <message>
        <source>The refund is recorded.</source>
        <translation>返金を記録しました。</translation>
    </message>
</context>
<context>
    <name>RegisterPanel</name>
    <message>
        <source>Which post is shown</source>
        <translation>表示する郵便物</translation>
    </message>
    <message>
        <source>Sender, addressee, number, tracking number</source>
        <translation>差出人、宛名、番号、追跡番号</translation>
    </message>
    <message>
        <source>Search the register</source>
        <translation>郵便受発信簿を検索</translation>
    </message>
    <message>
        <source>Register of post</source>
        <translation>郵便受発信簿</translation>
    </message>
    <message>
        <source>Reason for taking back</source>
        <translation>取消しの理由</translation>
    </message>
    <message>
        <source>Go to the case</source>
        <translation>案件を開く</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>案件を開く</translation>
    </message>
    <message>
        <source>File it</source>
        <translation>整理する</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Mask…</source>
        <translation>マスキング…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Sender or addressee</source>
        <translation>差出人・宛名</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>追跡番号</translation>
    </message>
    <message>
        <source>{count} in quarantine</source>
        <translation>隔離中{count}件</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source> – came back {day}</source>
        <translation>（{day}返戻）</translation>
    </message>
    <message>
        <source>Choose an envelope on the left.</source>
        <translation>左で封筒を選んでください。</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Addressee</source>
        <translation>宛名</translation>
    </message>
    <message>
        <source>Mail class</source>
        <translation>発送方法</translation>
    </message>
    <message>
        <source>Dispatched on</source>
        <translation>発送日</translation>
    </message>
    <message>
        <source>Delivered on</source>
        <translation>到達日</translation>
    </message>
    <message>
        <source>Came back on</source>
        <translation>返送日</translation>
    </message>
    <message>
        <source>Filed with case {number}.</source>
        <translation>案件{number}に入れました。</translation>
    </message>
    <message>
        <source>Filed.</source>
        <translation>整理しました。</translation>
    </message>
    <message>
        <source>Taken back; the envelope can be filed anew.</source>
        <translation>取り消しました。封筒を改めて整理できます。</translation>
    </message>
    <message>
        <source>Not filed yet: see the fields marked below.</source>
        <translation>まだ整理していません。下の印の付いた欄を確かめてください。</translation>
    </message>
    <message>
        <source>Choose the register…</source>
        <translation>台帳を選ぶ…</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>シート</translation>
    </message>
    <message>
        <source>Leave out the rows that cannot become cases</source>
        <translation>案件にできない行を除いて取り込む</translation>
    </message>
    <message>
        <source>Show the cases</source>
        <translation>案件を見る</translation>
    </message>
    <message>
        <source>The table in which requests were kept so far (.xlsx or CSV) becomes cases. It is looked at first; nothing is written before you say so, and then all of it or nothing.</source>
        <translation>これまで請求を記録してきた表（.xlsxまたはCSV）を案件にします。まず内容を確かめます。指示があるまで何も書き込まず、書き込むときは全部か、さもなければ何も書き込みません。</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>タブ</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>コンマ</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>セミコロン</translation>
    </message>
    <message>
        <source>Text in {encoding}, separated by {separator}</source>
        <translation>文字コード{encoding}のテキスト、{separator}区切り</translation>
    </message>
    <message>
        <source>Workbook, sheet “{sheet}”</source>
        <translation>ブックのシート「{sheet}」</translation>
    </message>
    <message>
        <source>{name}: {what}. Headings in row {header}, rows: {rows}, can become cases: {cases}.</source>
        <translation>{name}：{what}。見出しは{header}行目、{rows}行のうち案件にできるのは{cases}行です。</translation>
    </message>
    <message>
        <source>Rows that the workbook hides are read too: {count}.</source>
        <translation>ブックで非表示の行も読み込みます：{count}行。</translation>
    </message>
    <message>
        <source>The columns are read as in the last register with these headings.</source>
        <translation>列の読み方は、同じ見出しの前回の台帳に合わせました。</translation>
    </message>
    <message>
        <source>This very file was imported before, on {day}.</source>
        <translation>このファイルは{day}に取込済みです。</translation>
    </message>
    <message>
        <source>No column holds these yet, and no case can do without them: {fields}.</source>
        <translation>案件に欠かせない項目に、列がまだ割り当てられていません：{fields}。</translation>
    </message>
    <message>
        <source>Import {cases} cases</source>
        <translation>{cases}件を取り込む</translation>
    </message>
    <message>
        <source>Registers (*.xlsx *.csv *.tsv *.txt);;All files (*)</source>
        <translation>台帳 (*.xlsx *.csv *.tsv *.txt);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The register kept so far</source>
        <translation>これまでの台帳</translation>
    </message>
    <message>
        <source>Cases imported: {cases}. Rows left out: {left_out}.</source>
        <translation>案件{cases}件を取り込みました。除いた行：{left_out}行。</translation>
    </message>
    <message>
        <source>Where to write the problems</source>
        <translation>問題点の保存先</translation>
    </message>
    <message>
        <source>The problems are in {file}.</source>
        <translation>問題点を{file}に保存しました。</translation>
    </message>
</context>
<context>
    <name>RelatedTab</name>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Why it belongs here</source>
        <translation>関連する理由</translation>
    </message>
    <message>
        <source>Cases that belong to this one</source>
        <translation>関連する案件</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>What came or left</source>
        <translation>受け取ったもの・送ったもの</translation>
    </message>
    <message>
        <source>Mail class</source>
        <translation>郵便の種類</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>追跡番号</translation>
    </message>
    <message>
        <source>Post of this case</source>
        <translation>この案件の郵便物</translation>
    </message>
    <message>
        <source>No other case of this person, this envelope or this matter.</source>
        <translation>同じ本人・同じ封筒・同じ件の案件は他にありません。</translation>
    </message>
</context>
<context>
    <name>ReminderKeeper</name>
    <message numerus="yes">
        <source>%n answer(s) are overdue</source>
        <translation>
            <numerusform>期限を過ぎた回答が%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) are due today</source>
        <translation>
            <numerusform>本日が期限の回答が%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) are due soon</source>
        <translation>
            <numerusform>まもなく期限の回答が%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>{news}.</source>
        <translation>{news}あります。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>RemovalPart</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Entered by mistake?</source>
        <translation>誤って入力したとき</translation>
    </message>
    <message>
        <source>Taken out. The date was found anew.</source>
        <translation>取り消しました。期限を計算し直しました。</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Bring back a backup</source>
        <translation>バックアップを復元</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>バックアップ</translation>
    </message>
    <message>
        <source>Its key file lies beside it.</source>
        <translation>鍵ファイルはその隣にあります。</translation>
    </message>
    <message>
        <source>Choose a backup…</source>
        <translation>バックアップを選択…</translation>
    </message>
    <message>
        <source>New office file</source>
        <translation>新しい事務局ファイル</translation>
    </message>
    <message>
        <source>An existing file is never replaced.</source>
        <translation>既存のファイルには上書きしません。</translation>
    </message>
    <message>
        <source>Choose a place…</source>
        <translation>場所を選択…</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>お名前</translation>
    </message>
    <message>
        <source>Where several people have a key.</source>
        <translation>複数の人が鍵を持つときに入力します。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>As it was then.</source>
        <translation>バックアップ当時のもの。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>復元する</translation>
    </message>
    <message>
        <source>The backup is opened and checked, then becomes a new office file. The backup itself stays.</source>
        <translation>バックアップを開いて確認し、新しい事務局ファイルにします。バックアップはそのまま残ります。</translation>
    </message>
    <message>
        <source>Fill in this field.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>バックアップを選択</translation>
    </message>
    <message>
        <source>Office files (*.caseman)</source>
        <translation>事務局ファイル (*.caseman)</translation>
    </message>
    <message>
        <source>Where to keep the file</source>
        <translation>ファイルの保存先</translation>
    </message>
</context>
<context>
    <name>RetentionPanel</name>
    <message>
        <source>Case number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Kind of record</source>
        <translation>記録の種類</translation>
    </message>
    <message>
        <source>All kinds of record</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>Due by</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日までに満了</translation>
    </message>
    <message>
        <source>Due within 30 days</source>
        <translation>30日以内に満了</translation>
    </message>
    <message>
        <source>Due within a year</source>
        <translation>1年以内に満了</translation>
    </message>
    <message>
        <source>Records whose time is over</source>
        <translation>保存期間が満了した記録</translation>
    </message>
    <message>
        <source>Propose the selected</source>
        <translation>選んだ記録の廃棄を提案</translation>
    </message>
    <message>
        <source>Propose all that may go</source>
        <translation>廃棄できるものをすべて提案</translation>
    </message>
    <message>
        <source>Confirm and dispose</source>
        <translation>確認して廃棄する</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取り下げる</translation>
    </message>
    <message>
        <source>Waits for its second name</source>
        <translation>二人目の確認待ち</translation>
    </message>
    <message>
        <source>Disposal is for privacy managers.</source>
        <translation>廃棄は個人情報保護管理者が行います。</translation>
    </message>
    <message>
        <source>Run {run} was taken back; nothing was destroyed.</source>
        <translation>廃棄{run}を取り下げました。何も廃棄していません。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Kept through</source>
        <translation>保存期間の末日</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>What stands against it</source>
        <translation>廃棄できない理由</translation>
    </message>
    <message>
        <source>Run {run} is proposed. Another privacy manager confirms it here.</source>
        <translation>廃棄{run}を提案しました。別の個人情報保護管理者がここで確認します。</translation>
    </message>
    <message>
        <source>Run {run} is done. Records disposed of: {count}.</source>
        <translation>廃棄{run}が完了しました。廃棄した記録：{count}件。</translation>
    </message>
    <message>
        <source>Left out: {of}, {kind}: {why}</source>
        <translation>見送り：{of}&#x3000;{kind}：{why}</translation>
    </message>
    <message>
        <source>{name} of {day}: {end}</source>
        <translation>{name}（{day}作成）：{end}</translation>
    </message>
    <message>
        <source>Backups that still hold these records</source>
        <translation>なおこれらの記録を含むバックアップ</translation>
    </message>
    <message>
        <source>Due by {day}: {count}; that may go: {free}.</source>
        <translation>{day}までに満了：{count}件、うち廃棄できるもの：{free}件。</translation>
    </message>
    <message>
        <source>Due by {day}: {count}. The oldest {most} are shown; of these may go: {free}.</source>
        <translation>{day}までに期限が来るもの：{count}件。古いものから{most}件を表示しています（うち廃棄できるもの：{free}件）。</translation>
    </message>
    <message>
        <source>{run}: {count} records, proposed by {name} on {day}: {kinds}.</source>
        <translation>{run}：{count}件、{name}が{day}に提案（{kinds}）。</translation>
    </message>
    <message>
        <source>They are destroyed when it is confirmed, and nobody can bring them back.</source>
        <translation>確認すると廃棄され、元に戻すことはできません。</translation>
    </message>
    <message>
        <source>Choose a line to read here why it is in the list.</source>
        <translation>行を選ぶと、この一覧にある理由がここに表示されます。</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>Why it goes back</source>
        <translation>差戻しの理由</translation>
    </message>
    <message>
        <source>Submit for review</source>
        <translation>審査に出す</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>承認する</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>差し戻す</translation>
    </message>
    <message>
        <source>Submitted. A privacy manager approves it, or sends it back.</source>
        <translation>審査に出しました。個人情報保護管理者が承認し、又は差し戻します。</translation>
    </message>
    <message>
        <source>Approved. It can be printed and sent.</source>
        <translation>承認しました。印刷・発送できます。</translation>
    </message>
    <message>
        <source>Write why the letter goes back.</source>
        <translation>差戻しの理由を記入してください。</translation>
    </message>
    <message>
        <source>Sent back. It has to be made anew.</source>
        <translation>差し戻しました。作り直しが必要です。</translation>
    </message>
    <message>
        <source>Version {version}, made by {name}: {standing}</source>
        <translation>第{version}版（作成：{name}）&#x3000;{standing}</translation>
    </message>
    <message>
        <source>Approved by {name}.</source>
        <translation>承認者：{name}</translation>
    </message>
    <message>
        <source>Sent back: {reason}</source>
        <translation>差戻しの理由：{reason}</translation>
    </message>
    <message>
        <source>You made it: another person approves it.</source>
        <translation>あなたが作成したため、別の人が承認します。</translation>
    </message>
    <message>
        <source>You made it: another person should approve it.</source>
        <translation>あなたが作成したため、別の人の承認が望まれます。</translation>
    </message>
    <message>
        <source>It should be approved before it is printed and sent.</source>
        <translation>印刷・発送の前に承認を受けてください。</translation>
    </message>
</context>
<context>
    <name>RunNumbers</name>
    <message>
        <source>Numbers in the run&apos;s order</source>
        <translation>番号（印刷の順）</translation>
    </message>
    <message>
        <source>Type them, scan the labels, or paste a column. All of them are taken, or none.</source>
        <translation>入力、ラベルの読取り、列の貼付けのいずれでも。全部そろったときだけ取り込みます。</translation>
    </message>
    <message>
        <source>Take the numbers</source>
        <translation>番号を取り込む</translation>
    </message>
    <message>
        <source>The numbers are taken. Print the acceptance list with them.</source>
        <translation>番号を取り込みました。番号入りの差出票を印刷してください。</translation>
    </message>
    <message>
        <source>No number was taken: see the lines named below.</source>
        <translation>番号は取り込んでいません。下に示す行を確かめてください。</translation>
    </message>
</context>
<context>
    <name>RunPrinting</name>
    <message>
        <source>From sheet</source>
        <translation>開始（枚目）</translation>
    </message>
    <message>
        <source>To sheet</source>
        <translation>終了（枚目）</translation>
    </message>
    <message>
        <source>Empty: to the end.</source>
        <translation>空欄は最後まで。</translation>
    </message>
    <message>
        <source>On both sides of the sheet</source>
        <translation>両面印刷</translation>
    </message>
    <message>
        <source>First free label</source>
        <translation>未使用の最初のラベル</translation>
    </message>
    <message>
        <source>On a partly used sheet: its labels are counted along the rows.</source>
        <translation>使いかけの用紙では、左上から行に沿って数えた番号です。</translation>
    </message>
    <message>
        <source>Stop before the labels</source>
        <translation>ラベルの前で停止する</translation>
    </message>
    <message>
        <source>So that their sheets can be put in.</source>
        <translation>ラベル用紙をセットするためです。</translation>
    </message>
    <message>
        <source>Print the run…</source>
        <translation>一括印刷を始める…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Sheets printed</source>
        <translation>印刷した枚数</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>枚目</translation>
    </message>
    <message>
        <source>What happened, or why</source>
        <translation>状況・理由</translation>
    </message>
    <message>
        <source>Log the spoilt sheet</source>
        <translation>損紙を記録する</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>一括印刷を中止する</translation>
    </message>
    <message>
        <source>Logged. Print the sheet again, and shred the spoilt one.</source>
        <translation>記録しました。その1枚を印刷し直し、損紙は裁断してください。</translation>
    </message>
    <message>
        <source>Cancelled. Its letters wait again; shred what was printed.</source>
        <translation>中止しました。通知書は発送待ちに戻ります。印刷済みの紙は裁断してください。</translation>
    </message>
    <message>
        <source>Printed up to sheet {sheet}. Put the sheets of labels in, and print the rest.</source>
        <translation>{sheet}枚目まで印刷しました。ラベル用紙を入れて、残りを印刷してください。</translation>
    </message>
    <message>
        <source>Printed up to sheet {sheet}.</source>
        <translation>{sheet}枚目まで印刷しました。</translation>
    </message>
    <message>
        <source>The printer is gone. Nothing is lost: print on from sheet {sheet} when it is back.</source>
        <translation>プリンターが見つからなくなりました。失われたものはありません。復旧したら{sheet}枚目から印刷してください。</translation>
    </message>
    <message>
        <source>Paused. Print on from sheet {sheet}.</source>
        <translation>一時停止しました。続きは{sheet}枚目からです。</translation>
    </message>
    <message>
        <source>printer lost</source>
        <translation>プリンター喪失</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>It was interrupted. Print on from sheet {next} of {count}.</source>
        <translation>印刷が中断しています。全{count}枚のうち{next}枚目から印刷してください。</translation>
    </message>
    <message>
        <source>Stopped before sheet {next} of {count}.</source>
        <translation>全{count}枚のうち{next}枚目の前で停止しています。</translation>
    </message>
    <message>
        <source>Sheets: {count}, the lists included.</source>
        <translation>一覧を含め全{count}枚。</translation>
    </message>
    <message>
        <source>{what}: sheet {first}</source>
        <translation>{what}：{first}枚目</translation>
    </message>
    <message>
        <source>{what}: sheets {first} to {last}</source>
        <translation>{what}：{first}～{last}枚目</translation>
    </message>
</context>
<context>
    <name>RunSending</name>
    <message>
        <source>Compare before sending…</source>
        <translation>発送前の照合…</translation>
    </message>
    <message>
        <source>Dispatched on</source>
        <translation>発送日</translation>
    </message>
    <message>
        <source>All letters have left</source>
        <translation>全通を発送済みにする</translation>
    </message>
    <message>
        <source>Addressee and enclosures are still to be compared. Letters: {count}.</source>
        <translation>宛名と同封物の照合が残っています：{count}通。</translation>
    </message>
    <message>
        <source>All of them agree. The run may leave.</source>
        <translation>全て一致しました。一括印刷を発送できます。</translation>
    </message>
    <message>
        <source>Noted: the letters of the run have left.</source>
        <translation>一括印刷の通知書の発送を記録しました。</translation>
    </message>
    <message>
        <source>Nothing is noted as dispatched: see below.</source>
        <translation>発送は記録していません。下を確かめてください。</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Document</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状況</translation>
    </message>
    <message>
        <source>Letters that wait</source>
        <translation>発送待ちの通知書</translation>
    </message>
    <message>
        <source>Mail class</source>
        <translation>発送方法</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>全て選ぶ</translation>
    </message>
    <message>
        <source>Make a print run</source>
        <translation>一括印刷を作る</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>一括印刷</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>作成者</translation>
    </message>
    <message>
        <source>Print runs</source>
        <translation>一括印刷</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Addressee</source>
        <translation>宛名</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>枚目</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>発送追跡番号</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>照合</translation>
    </message>
    <message>
        <source>Letters of the run</source>
        <translation>一括印刷の通知書</translation>
    </message>
    <message>
        <source>Take the letter out of the run</source>
        <translation>通知書を一括印刷から外す</translation>
    </message>
    <message>
        <source>Mail class of the letter</source>
        <translation>通知書の郵便種別</translation>
    </message>
    <message>
        <source>Change the mail class</source>
        <translation>発送方法を変える</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>一括印刷の記録</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>Tracking numbers</source>
        <translation>追跡番号</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>発送</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Choose a letter of the run first.</source>
        <translation>先に一括印刷の通知書を選んでください。</translation>
    </message>
    <message>
        <source>Taken out of the run; it waits again.</source>
        <translation>一括印刷から外しました。発送待ちに戻ります。</translation>
    </message>
    <message>
        <source>Changed. Take the tracking numbers anew, and print the lists and addresses with it.</source>
        <translation>変更しました。追跡番号を取り込み直し、一覧表と宛名を印刷し直してください。</translation>
    </message>
    <message>
        <source>Print run {run} is made.</source>
        <translation>一括印刷 {run} を作成しました。</translation>
    </message>
    <message>
        <source>No print run yet. Choose letters that wait, and make one.</source>
        <translation>一括印刷はまだありません。発送待ちの通知書を選んで作ってください。</translation>
    </message>
    <message>
        <source>{run}: {standing}</source>
        <translation>{run}：{standing}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>(as the procedure has it)</source>
        <translation>（手続の定めによる）</translation>
    </message>
</context>
<context>
    <name>ScanViewer</name>
    <message>
        <source>Scan</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <source>Picture of the scan</source>
        <translation>スキャンの画像</translation>
    </message>
    <message>
        <source>No scans yet.</source>
        <translation>スキャンはまだありません。</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>幅に合わせる</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>右に回転</translation>
    </message>
</context>
<context>
    <name>ScannerPanel</name>
    <message>
        <source>Scanner&apos;s folder</source>
        <translation>スキャナーのフォルダー</translation>
    </message>
    <message>
        <source>Empty: no folder is watched.</source>
        <translation>空なら監視しません。</translation>
    </message>
    <message>
        <source>Once a file is in the office file</source>
        <translation>取り込んだファイルの扱い</translation>
    </message>
    <message>
        <source>Save the scanner&apos;s folder</source>
        <translation>スキャナーのフォルダーを保存</translation>
    </message>
    <message>
        <source>What the scanner writes there comes into the scan tray by itself: it is checked, kept in the office file, read back, and then removed from the folder or left there.</source>
        <translation>スキャナーがここに書き込んだものは、自動的に未整理トレイに入ります。検査して事務局ファイルに保存し、読み戻して確かめてから、フォルダーから削除するか残します。</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>スキャナー</translation>
    </message>
    <message>
        <source>The scanner&apos;s folder is saved.</source>
        <translation>スキャナーのフォルダーを保存しました。</translation>
    </message>
</context>
<context>
    <name>SearchesPart</name>
    <message>
        <source>Data holder</source>
        <translation>データの保有者</translation>
    </message>
    <message>
        <source>Name of the holder</source>
        <translation>保有者の名称</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>連絡先</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>照会の内容</translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation>照会日</translation>
    </message>
    <message>
        <source>Answer due on</source>
        <translation>回答期限</translation>
    </message>
    <message>
        <source>Empty: as the procedure has it.</source>
        <translation>空欄のときは手続の定めによります。</translation>
    </message>
    <message>
        <source>Ask the holder</source>
        <translation>照会する</translation>
    </message>
    <message>
        <source>Ask a data holder to search</source>
        <translation>データの保有者への照会</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>照会先</translation>
    </message>
    <message>
        <source>Answered on</source>
        <translation>回答日</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>What was found, and where</source>
        <translation>見つかった内容と場所</translation>
    </message>
    <message>
        <source>Who searched, if one of us</source>
        <translation>調査者（当事務局の場合）</translation>
    </message>
    <message>
        <source>Note the answer</source>
        <translation>回答を記録</translation>
    </message>
    <message>
        <source>Print the inquiry sheet…</source>
        <translation>照会票を印刷…</translation>
    </message>
    <message>
        <source>An answer is awaited</source>
        <translation>回答待ち</translation>
    </message>
    <message>
        <source>asked on {asked}, due on {due}</source>
        <translation>{asked}照会、期限{due}</translation>
    </message>
    <message>
        <source>Empty: as the procedure has it. Business days from the asking: {days}.</source>
        <translation>空欄：手続の定めによる（照会から{days}営業日）。</translation>
    </message>
    <message>
        <source>(another)</source>
        <translation>（その他）</translation>
    </message>
    <message>
        <source>(nobody of us)</source>
        <translation>（当事務局以外）</translation>
    </message>
    <message>
        <source>The holder is asked. Print the inquiry sheet and send it.</source>
        <translation>照会を記録しました。照会票を印刷して送ってください。</translation>
    </message>
    <message>
        <source>The answer is noted.</source>
        <translation>回答を記録しました。</translation>
    </message>
</context>
<context>
    <name>SendGuardDialog</name>
    <message>
        <source>Compare before sending</source>
        <translation>発送前の照合</translation>
    </message>
    <message>
        <source>Addressee&apos;s name, as it stands on the envelope</source>
        <translation>宛名（封筒に記載のとおり）</translation>
    </message>
    <message>
        <source>Number of enclosures</source>
        <translation>同封物の点数</translation>
    </message>
    <message>
        <source>Count the pieces beside the letter; sheets that are held together are one piece.</source>
        <translation>通知書以外の点数を数えます。綴じたものは1点です。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>照合する</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Take the envelope, look into it, and type what you find. What is recorded is not shown.</source>
        <translation>封筒を手に取り、中を見て、そのとおり入力してください。記録の内容は表示しません。</translation>
    </message>
    <message>
        <source>See the field marked below.</source>
        <translation>下に印の付いた欄を確かめてください。</translation>
    </message>
    <message>
        <source>{number} agrees.</source>
        <translation>{number} は一致しました。</translation>
    </message>
    <message>
        <source>Letter {at} of {count}: {number}</source>
        <translation>{count}通のうち{at}通目：{number}</translation>
    </message>
    <message>
        <source>Letter {number}</source>
        <translation>通知書 {number}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>No setting is called that. Try another word, or a shorter one.</source>
        <translation>その名前の設定はありません。別の言葉か、短い言葉で探してください。</translation>
    </message>
    <message>
        <source>What each letter says, in Japanese and English; your own texts beside those that ship.</source>
        <translation>各通知書の文面（日本語・英語）です。同梱の文面のほかに、自社の文面を使えます。</translation>
    </message>
    <message>
        <source>Letter texts…</source>
        <translation>通知書の文面…</translation>
    </message>
    <message>
        <source>Members, their roles, passphrases, the keys of workstations and the recovery sheet.</source>
        <translation>担当者とその役割、パスフレーズ、端末の鍵、復旧シート。</translation>
    </message>
    <message>
        <source>Staff and keys…</source>
        <translation>担当者と鍵…</translation>
    </message>
    <message>
        <source>Find a setting, in Japanese or English</source>
        <translation>設定を探す（日本語・英語）</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>設定を探す</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>設定の項目</translation>
    </message>
    <message>
        <source>The file is also locked when the screen locks, before the computer sleeps, and with Ctrl+L. That cannot be switched off: a locked screen means that nobody is there.</source>
        <translation>画面がロックされたとき、コンピューターがスリープする前、Ctrl+L を押したときにも、ファイルはロックされます。この動作は止められません。画面のロックは、席に誰もいないことを意味するためです。</translation>
    </message>
    <message>
        <source>Both files belong together. Back them up together, and move them only while the file is closed.</source>
        <translation>二つのファイルは一組です。バックアップは必ず一緒に取り、移動はファイルを閉じているときに行ってください。</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>鍵ファイル</translation>
    </message>
</context>
<context>
    <name>SettlePanel</name>
    <message>
        <source>Open the case</source>
        <translation>案件を開く</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>Second case</source>
        <translation>2件目の案件</translation>
    </message>
    <message>
        <source>Its amount</source>
        <translation>2件目の金額</translation>
    </message>
    <message>
        <source>Allot</source>
        <translation>充当する</translation>
    </message>
    <message>
        <source>To two cases</source>
        <translation>2件に分ける</translation>
    </message>
    <message>
        <source>The deposit that it takes back</source>
        <translation>取り消された入金</translation>
    </message>
    <message>
        <source>It is not in this office&apos;s file. Take in the statement that tells it, or set this line aside.</source>
        <translation>取り消された入金がこのファイルにありません。その入金が載っている明細を取り込むか、この行を対象外にしてください。</translation>
    </message>
    <message>
        <source>Settle the cancellation</source>
        <translation>取消を処理する</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>What it is, if it pays no case of this office.</source>
        <translation>どの案件の手数料でもないときは、何の入金かを書いてください。</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>対象外にする</translation>
    </message>
    <message>
        <source>Allot it</source>
        <translation>案件に充当</translation>
    </message>
    <message>
        <source>Cancelled by the bank</source>
        <translation>銀行による取消</translation>
    </message>
    <message>
        <source>Not for a case</source>
        <translation>案件以外の入金</translation>
    </message>
    <message>
        <source>Choose a deposit on the left.</source>
        <translation>左の一覧から入金を選んでください。</translation>
    </message>
    <message>
        <source>Write the number of the case that it pays.</source>
        <translation>充当する案件の受付番号を書いてください。</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>確度</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>照合待ち</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>Allotted to {numbers}.</source>
        <translation>{numbers} に充当しました。</translation>
    </message>
    <message>
        <source>Set aside. It stands under “Settled”, and can be taken back there.</source>
        <translation>対象外にしました。「処理済み」にあり、そこで取り消せます。</translation>
    </message>
    <message>
        <source>The cancellation is settled with the deposit that it takes back.</source>
        <translation>取消を、取り消された入金とともに処理しました。</translation>
    </message>
    <message>
        <source>What that had paid ends: {numbers}.</source>
        <translation>取り消された入金の充当はなくなりました：{numbers}。</translation>
    </message>
</context>
<context>
    <name>SettledPanel</name>
    <message>
        <source>Settled deposits</source>
        <translation>処理済みの入金</translation>
    </message>
    <message>
        <source>Nothing is settled yet. What you take under “Deposits” stands here, and can be taken back.</source>
        <translation>処理済みの入金はまだありません。「照合待ち」で処理した入金がここに並び、取り消すこともできます。</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>案件を開く</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Why it was wrong: it goes into the trail.</source>
        <translation>取り消す理由を書いてください。監査証跡に残ります。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Settled wrongly?</source>
        <translation>処理の取消</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>振込名義</translation>
    </message>
    <message>
        <source>Settled with</source>
        <translation>処理の内容</translation>
    </message>
    <message>
        <source>Set aside: {reason}</source>
        <translation>対象外：{reason}</translation>
    </message>
    <message>
        <source>The bank cancelled a deposit</source>
        <translation>銀行による入金の取消</translation>
    </message>
    <message>
        <source>Cancelled by the bank</source>
        <translation>銀行による取消</translation>
    </message>
    <message>
        <source>Choose a deposit on the left.</source>
        <translation>左の一覧から入金を選んでください。</translation>
    </message>
    <message>
        <source>Taken back: the deposit waits again under “Deposits”.</source>
        <translation>処理を取り消しました。入金は「照合待ち」に戻っています。</translation>
    </message>
    <message>
        <source>What it had paid ends: {numbers}.</source>
        <translation>この入金の充当はなくなりました：{numbers}。</translation>
    </message>
</context>
<context>
    <name>SheetKeeper</name>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDFで保存…</translation>
    </message>
    <message>
        <source>Print or save the recovery sheet first: it cannot be shown again.</source>
        <translation>先に復旧シートを印刷または保存してください。再表示はできません。</translation>
    </message>
    <message>
        <source>Saved. Print it, put it into the safe, and delete the file.</source>
        <translation>保存しました。印刷して金庫に保管し、このファイルは削除してください。</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>復旧シートの保存</translation>
    </message>
    <message>
        <source>Sent to the printer. Put the sheet into the safe.</source>
        <translation>プリンターに送りました。復旧シートを金庫に保管してください。</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>ショートカットキー</translation>
    </message>
    <message>
        <source>Search the shortcuts</source>
        <translation>ショートカットキーを検索</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>働き</translation>
    </message>
    <message>
        <source>No shortcut is like this.</source>
        <translation>該当するショートカットキーはありません。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Steps of the case</source>
        <translation>案件の手続</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>スキャン</translation>
    </message>
    <message>
        <source>Masking and redacting</source>
        <translation>マスキング・墨消し</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>共通</translation>
    </message>
    <message>
        <source>Enclosures</source>
        <translation>同封物</translation>
    </message>
    <message>
        <source>Proposed cases</source>
        <translation>案件の候補</translation>
    </message>
    <message>
        <source>To the next control, or the one before</source>
        <translation>次の項目へ移動、前の項目へ移動</translation>
    </message>
    <message>
        <source>Close a dialog</source>
        <translation>ダイアログを閉じる</translation>
    </message>
    <message>
        <source>Put in today</source>
        <translation>今日の日付を入れる</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>↑キー、↓キー</translation>
    </message>
    <message>
        <source>A day on, a day back</source>
        <translation>一日進める、一日戻す</translation>
    </message>
    <message>
        <source>Open the chosen line</source>
        <translation>選んだ行を開く</translation>
    </message>
    <message>
        <source>Next page, or the page before</source>
        <translation>次のページ、前のページ</translation>
    </message>
    <message>
        <source>Larger, smaller</source>
        <translation>拡大、縮小</translation>
    </message>
    <message>
        <source>Turn the page</source>
        <translation>ページを回転</translation>
    </message>
    <message>
        <source>Scan tray</source>
        <translation>未整理トレイ</translation>
    </message>
    <message>
        <source>Mask the chosen scan</source>
        <translation>選んだスキャンをマスキング</translation>
    </message>
    <message>
        <source>Tick an enclosure: its key stands before it</source>
        <translation>同封物を選ぶ（前に示されたキー）</translation>
    </message>
    <message>
        <source>More or fewer of the last piece</source>
        <translation>直前の同封物の枚数を増減</translation>
    </message>
    <message>
        <source>Choose a proposed case</source>
        <translation>候補の案件を選ぶ</translation>
    </message>
    <message>
        <source>Move the chosen papers: then the key of a place</source>
        <translation>選んだ書類を移動（続けて場所のキーを押す）</translation>
    </message>
    <message>
        <source>Chosen papers are returned; destroyed; filed</source>
        <translation>選んだ書類を返却、廃棄、ファイルに綴込み</translation>
    </message>
    <message>
        <source>New box</source>
        <translation>枠を追加</translation>
    </message>
    <message>
        <source>Arrows; with Shift</source>
        <translation>矢印キー、Shift+矢印キー</translation>
    </message>
    <message>
        <source>Move the box; change its size</source>
        <translation>枠を移動、大きさを変更</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space キー</translation>
    </message>
    <message>
        <source>Next box</source>
        <translation>次の枠</translation>
    </message>
    <message>
        <source>Take the box out</source>
        <translation>枠を削除</translation>
    </message>
    <message>
        <source>Save the boxes</source>
        <translation>枠を保存</translation>
    </message>
</context>
<context>
    <name>StatementIntake</name>
    <message>
        <source>“{name}” cannot be read.</source>
        <translation>「{name}」を読み込めません。</translation>
    </message>
    <message>
        <source>“{name}” was taken in ({format}). New deposits: {new}, known already: {known}, certain: {certain}.</source>
        <translation>「{name}」を取り込みました({format})。新しい入金 {new} 件、取込済み {known} 件、確実 {certain} 件。</translation>
    </message>
    <message>
        <source>Told by another file already, it seems; compare: {lines}</source>
        <translation>別のファイルで取込み済みと思われます。確かめてください：{lines}</translation>
    </message>
    <message>
        <source>“{name}” was not taken in; nothing of it was kept. {reason}</source>
        <translation>「{name}」は取り込まず、何も残していません。{reason}</translation>
    </message>
</context>
<context>
    <name>StatisticsOutput</name>
    <message>
        <source>Save as CSV…</source>
        <translation>CSVで保存…</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>報告書を保存…</translation>
    </message>
    <message>
        <source>Print the report…</source>
        <translation>報告書を印刷…</translation>
    </message>
    <message>
        <source>Language of CSV and report</source>
        <translation>CSVと報告書の言語</translation>
    </message>
    <message>
        <source>For outsiders: no counts under {count}</source>
        <translation>外部向け：{count}未満の件数を伏せる</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>The report was sent to the printer.</source>
        <translation>報告書を印刷に送りました。</translation>
    </message>
    <message>
        <source>Where to write the statistics</source>
        <translation>統計の書き出し先</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSVファイル (*.csv)</translation>
    </message>
    <message>
        <source>Where to write the report</source>
        <translation>報告書の書き出し先</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDFファイル (*.pdf)</translation>
    </message>
    <message>
        <source>Written: {file}. Audit anchor: {head}</source>
        <translation>{file} に書き出しました。監査アンカー：{head}</translation>
    </message>
</context>
<context>
    <name>StatisticsPanel</name>
    <message>
        <source>Chart</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Figures of the period</source>
        <translation>期間の数値</translation>
    </message>
    <message>
        <source>Complaints by month</source>
        <translation>苦情の月別状況</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>前期</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>増減</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>受付</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Open at its end</source>
        <translation>月末未回答</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>社内報告</translation>
    </message>
    <message>
        <source>Reported to</source>
        <translation>報告先</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>苦情</translation>
    </message>
    <message>
        <source>Definitions</source>
        <translation>集計の定義</translation>
    </message>
    <message>
        <source>From {first} to {last}, beside {before} to {end}.</source>
        <translation>{first}から{last}まで。前期は{before}から{end}まで。</translation>
    </message>
    <message>
        <source>The period has not ended: counted until {day}.</source>
        <translation>期間は終了していません。{day}までの実績です。</translation>
    </message>
    <message>
        <source>Nothing was received, answered or open in it.</source>
        <translation>この期間には、受付、回答、未回答のいずれもありません。</translation>
    </message>
    <message>
        <source>There is nothing to draw.</source>
        <translation>グラフにする数値がありません。</translation>
    </message>
    <message>
        <source>The arrow keys go through the bars.</source>
        <translation>矢印キーで棒を順に選べます。</translation>
    </message>
</context>
<context>
    <name>StepPanel</name>
    <message>
        <source>Not saved yet: see the field marked below.</source>
        <translation>まだ保存されていません。下の印の付いた項目を確認してください。</translation>
    </message>
    <message>
        <source>Not among your roles. These may: {roles}.</source>
        <translation>あなたの役割ではできません。できる役割：{roles}。</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Steps of the case</source>
        <translation>案件の手続</translation>
    </message>
    <message>
        <source>{step}, comes next</source>
        <translation>{step}、次の手続</translation>
    </message>
    <message>
        <source>{step}, waits</source>
        <translation>{step}、待ち</translation>
    </message>
    <message>
        <source>{step}, not done yet</source>
        <translation>{step}、未了</translation>
    </message>
    <message>
        <source>{step}, done</source>
        <translation>{step}、完了</translation>
    </message>
    <message>
        <source>{step}, done on {day}</source>
        <translation>{step}、{day}完了</translation>
    </message>
    <message>
        <source>{step}, done by {who} on {day}</source>
        <translation>{step}、{who}が{day}に完了</translation>
    </message>
</context>
<context>
    <name>SuggestionPanel</name>
    <message>
        <source>Logged already? {day}, “{sender}” ({numbers}): {why}</source>
        <translation>記録済みではありませんか。{day}「{sender}」（{numbers}）：{why}</translation>
    </message>
    <message>
        <source>no case</source>
        <translation>案件なし</translation>
    </message>
    <message>
        <source>May belong to</source>
        <translation>関係がありそうな案件</translation>
    </message>
    <message>
        <source>Letter {document}</source>
        <translation>文書 {document}</translation>
    </message>
</context>
<context>
    <name>TabbedPage</name>
    <message>
        <source>What you were typing when the window locked is back.</source>
        <translation>ロック前に入力していた内容を復元しました。</translation>
    </message>
</context>
<context>
    <name>TextLine</name>
    <message>
        <source>Line breaks became spaces.</source>
        <translation>改行を空白に置き換えました。</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>本日</translation>
    </message>
    <message>
        <source>Cases with the soonest date</source>
        <translation>期限の近い案件</translation>
    </message>
    <message>
        <source>Nothing is logged yet. Open the first envelope and log it at the post desk.</source>
        <translation>まだ受付がありません。最初の封筒を開封し、郵便受付で受付登録をしてください。</translation>
    </message>
    <message>
        <source>Log an envelope</source>
        <translation>封筒の受付登録</translation>
    </message>
    <message>
        <source>First case, step by step</source>
        <translation>はじめての案件（手順を追って）</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>通知書</translation>
    </message>
    <message>
        <source>Four weeks</source>
        <translation>４週間の予定</translation>
    </message>
    <message>
        <source>Soonest dates</source>
        <translation>期限の近い案件</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>期限超過</translation>
    </message>
    <message>
        <source>Answers due in these four weeks</source>
        <translation>４週間の回答期限</translation>
    </message>
    <message>
        <source>The first step</source>
        <translation>最初の一歩</translation>
    </message>
    <message>
        <source>A recovery drill is due: try whether the backup opens with the recovery sheet.</source>
        <translation>復旧訓練の時期です。バックアップが復旧シートで開くことを確かめてください。</translation>
    </message>
    <message>
        <source>Recovery drill…</source>
        <translation>復旧訓練…</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Due this week</source>
        <translation>今週が期限</translation>
    </message>
    <message>
        <source>Waiting for others</source>
        <translation>相手先の対応待ち</translation>
    </message>
    <message>
        <source>Correction by the person</source>
        <translation>本人の補正待ち</translation>
    </message>
    <message>
        <source>Payment of the fee</source>
        <translation>手数料の納付待ち</translation>
    </message>
    <message>
        <source>Search by a data holder</source>
        <translation>保有部署の調査待ち</translation>
    </message>
    <message>
        <source>Second reader</source>
        <translation>二人目の確認者待ち</translation>
    </message>
    <message>
        <source>To do here</source>
        <translation>事務局で行うこと</translation>
    </message>
    <message>
        <source>Envelopes without a case</source>
        <translation>案件未登録の封筒</translation>
    </message>
    <message>
        <source>To dispose of</source>
        <translation>廃棄する案件</translation>
    </message>
    <message>
        <source>Not among your roles, and left out here: {names}.</source>
        <translation>あなたの役割では扱わないため、次の件数は表示していません：{names}。</translation>
    </message>
    <message>
        <source>Nothing is logged yet. When the post desk has logged the first envelope, it stands here.</source>
        <translation>まだ何も登録されていません。郵便受付で最初の封筒が登録されると、ここに表示されます。</translation>
    </message>
    <message>
        <source>✓ Nothing waits. All cases are closed.</source>
        <translation>✓ 対応待ちのものはありません。すべての案件が完結しています。</translation>
    </message>
    <message>
        <source>Closed: {days}</source>
        <translation>休業日：{days}</translation>
    </message>
</context>
<context>
    <name>TrailFilter</name>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>絞り込みを解除</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Member of staff</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>語句</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>開始日</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>終了日</translation>
    </message>
</context>
<context>
    <name>TrailPanel</name>
    <message>
        <source>Entry</source>
        <translation>記録番号</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>監査証跡</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>ファイルを検査</translation>
    </message>
    <message>
        <source>Print the monthly sheet</source>
        <translation>月次シートを印刷</translation>
    </message>
    <message>
        <source>Anchor printed on a letter, if any</source>
        <translation>通知書に印刷されたアンカー（あれば）</translation>
    </message>
    <message>
        <source>Anchor</source>
        <translation>アンカー</translation>
    </message>
    <message>
        <source>Trail: every step, who and when, latest first</source>
        <translation>監査証跡：すべての操作の担当者と日時（新しい順）</translation>
    </message>
    <message>
        <source>The sheet for {month} is to be printed, signed and filed.</source>
        <translation>{month}分の月次シートを印刷し、署名して綴じてください。</translation>
    </message>
    <message>
        <source>Looking through the trail, at entry {entry}…</source>
        <translation>監査証跡を検索しています（{entry}番）…</translation>
    </message>
    <message>
        <source>No entry of the trail is like this.</source>
        <translation>該当する記録はありません。</translation>
    </message>
    <message>
        <source>The file is sound: {entries} entries of the trail, {scans} scans, {letters} letters. Anchor {head}.</source>
        <translation>ファイルに異常はありません：監査証跡{entries}件、スキャン{scans}件、通知書{letters}件。照合値 {head}。</translation>
    </message>
    <message>
        <source>Anchors that the file gave out are not in its trail any more: {lost}. Keep the file.</source>
        <translation>このファイルが出力した照合値が監査証跡に残っていません：{lost}。ファイルを保管してください。</translation>
    </message>
    <message>
        <source>Its anchor is {head}.</source>
        <translation>このファイルの照合値は {head} です。</translation>
    </message>
    <message>
        <source>Yes: the file went through this anchor.</source>
        <translation>はい。このファイルはこの照合値の時点を経ています。</translation>
    </message>
    <message>
        <source>No: the file does not reach this anchor. It is an older copy, or its end was cut off.</source>
        <translation>いいえ。このファイルはこの照合値の時点に達していません。古い写しであるか、末尾が切り取られています。</translation>
    </message>
    <message>
        <source>No: the file was never at this anchor. Its trail was changed.</source>
        <translation>いいえ。このファイルがこの照合値の状態であったことはありません。監査証跡が書き換えられています。</translation>
    </message>
    <message>
        <source>The file is damaged. Keep it, and bring back the last backup. Last good anchor {head}.</source>
        <translation>ファイルが破損しています。このファイルを残したまま、最新のバックアップを復元してください。最後の正常な照合値 {head}。</translation>
    </message>
</context>
<context>
    <name>TrayPanel</name>
    <message>
        <source>Scans that wait</source>
        <translation>未整理のスキャン</translation>
    </message>
    <message>
        <source>Nothing waits here. Scans come in from the scanner&apos;s folder (Settings), by “Bring in files…”, or dropped onto this page. A batch is split where cover sheets lie in it.</source>
        <translation>未整理のスキャンはありません。スキャナーのフォルダー（設定）、「ファイルを取り込む…」、又はこのページへのドロップで入ります。まとめてスキャンしたものは、スキャン用表紙のところで分けられます。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>The case that the chosen scans belong to.</source>
        <translation>選んだスキャンが属する案件。</translation>
    </message>
    <message>
        <source>Reason for taking out</source>
        <translation>取り除く理由</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>{name}: the blank page {page} behind the cover sheet was left out.</source>
        <translation>{name}：表紙の次の白紙（{page}ページ目）を除きました。</translation>
    </message>
    <message>
        <source>Filed with their cases: {count} ({numbers}).</source>
        <translation>案件に入れたもの：{count}件（{numbers}）。</translation>
    </message>
    <message>
        <source>Filed with their envelopes: {count} ({envelopes}).</source>
        <translation>封筒に入ったもの：{count}件（{envelopes}）。</translation>
    </message>
    <message>
        <source>Came into the scan tray: {count}.</source>
        <translation>未整理トレイに入ったもの：{count}件。</translation>
    </message>
    <message>
        <source>The folder holds more new files than are taken at once; the rest follows.</source>
        <translation>一度に取り込める数を超える新しいファイルがフォルダーにあります。残りは続けて取り込みます。</translation>
    </message>
    <message>
        <source>Stopped; the files that were done stay.</source>
        <translation>中止しました。済んだファイルは残っています。</translation>
    </message>
    <message>
        <source>Stopped before these files were taken in: {names}.</source>
        <translation>中止しました。次のファイルは取り込んでいません：{names}</translation>
    </message>
    <message>
        <source>Bring in files…</source>
        <translation>ファイルを取り込む…</translation>
    </message>
    <message>
        <source>File with the case</source>
        <translation>案件に入れる</translation>
    </message>
    <message>
        <source>Mask…</source>
        <translation>マスキング…</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>Choose scans in the list first.</source>
        <translation>先に一覧でスキャンを選んでください。</translation>
    </message>
    <message>
        <source>{pages} p., {when}</source>
        <translation>{pages}ページ、{when}</translation>
    </message>
    <message>
        <source>Quarantine: shows {what}</source>
        <translation>隔離中：{what}</translation>
    </message>
    <message>
        <source>Filed with case {number}.</source>
        <translation>案件{number}に入れました。</translation>
    </message>
    <message>
        <source>Taken out of the file.</source>
        <translation>ファイルから取り除きました。</translation>
    </message>
    <message>
        <source>Bring in files</source>
        <translation>ファイルの取込み</translation>
    </message>
    <message>
        <source>Scans (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)</source>
        <translation>スキャン (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)</translation>
    </message>
</context>
<context>
    <name>TrialPanel</name>
    <message>
        <source>A request arrives on</source>
        <translation>請求の到着日</translation>
    </message>
    <message>
        <source>and is complete on</source>
        <translation>受理日</translation>
    </message>
    <message>
        <source>Empty: not accepted yet.</source>
        <translation>空欄：まだ受理していない。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>試算</translation>
    </message>
    <message>
        <source>Nothing is opened for it. Closures that became known later count.</source>
        <translation>案件は作られません。後から加えた休業日も計算に入ります。</translation>
    </message>
    <message>
        <source>Version {version}, in force now</source>
        <translation>第 {version} 版（施行中）</translation>
    </message>
    <message>
        <source>As it is edited</source>
        <translation>編集中の内容</translation>
    </message>
    <message>
        <source>Answer by {day}</source>
        <translation>回答期限：{day}</translation>
    </message>
    <message>
        <source>Fee for {type}: {amount}</source>
        <translation>{type}の手数料：{amount}</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Why (may stay empty)</source>
        <translation>理由（空欄でも可）</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>そのままにする</translation>
    </message>
    <message>
        <source>Nothing was done to this case that could be taken back.</source>
        <translation>この案件には取り消せる操作がありません。</translation>
    </message>
    <message>
        <source>“{said}” cannot be taken back. {why}</source>
        <translation>「{said}」は取り消せません。{why}</translation>
    </message>
    <message>
        <source>Take this back? {action}</source>
        <translation>取り消しますか：{action}</translation>
    </message>
    <message>
        <source>{said} {who}, {when}</source>
        <translation>{said} {who}、{when}</translation>
    </message>
    <message>
        <source>State, next step and date are then as they were before. The trail keeps both.</source>
        <translation>状態、次の手続、期限は操作前に戻ります。監査証跡には両方が残ります。</translation>
    </message>
    <message>
        <source>Taken back. The trail keeps that it was done.</source>
        <translation>取り消しました。行ったことは監査証跡に残ります。</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Office file</source>
        <translation>事務局ファイル</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Open with this workstation</source>
        <translation>この端末の鍵で開く</translation>
    </message>
    <message>
        <source>Set up a new office…</source>
        <translation>新しい事務局を設定…</translation>
    </message>
    <message>
        <source>Open with the recovery sheet…</source>
        <translation>復旧シートで開く…</translation>
    </message>
    <message>
        <source>First case, step by step</source>
        <translation>はじめての案件（手順を追って）</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>お名前</translation>
    </message>
    <message>
        <source>Choose an office file first, or set up a new office.</source>
        <translation>先に事務局ファイルを選ぶか、新しい事務局を設定してください。</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Choose your name</source>
        <translation>お名前を選択</translation>
    </message>
    <message>
        <source>Open an office file</source>
        <translation>事務局ファイルを開く</translation>
    </message>
    <message>
        <source>Office files (*.caseman)</source>
        <translation>事務局ファイル (*.caseman)</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Requests about personal data, from the envelope to the answer.</source>
        <translation>個人データに関する請求を、封筒の受付から回答まで管理します。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>ファイルを選択…</translation>
    </message>
    <message>
        <source>First time here, or a passphrase lost?</source>
        <translation>初めてお使いの方、パスフレーズを忘れた方</translation>
    </message>
</context>
<context>
    <name>ValuesPanel</name>
    <message>
        <source>What is typed here is written into the text. Comments stay; leave a field to see it there.</source>
        <translation>ここに入力した値は本文に書き込まれます。本文の注記は残ります。欄を離れると本文に反映されます。</translation>
    </message>
    <message>
        <source>The text cannot be read as it stands. Mend the first error, then its values are here.</source>
        <translation>本文を読み取れません。最初の誤りを直すと、ここに値が表示されます。</translation>
    </message>
    <message>
        <source>in Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>in English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>事業者名</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>郵便番号</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>電話番号</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Processing period</source>
        <translation>処理期間</translation>
    </message>
    <message>
        <source>Time to mend papers</source>
        <translation>書類の補正期間</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 日</translation>
    </message>
    <message>
        <source>Proof of delivery is missed after</source>
        <translation>到達の確認を待つ日数</translation>
    </message>
    <message>
        <source>Envelope of the letters</source>
        <translation>通知書の封筒</translation>
    </message>
    <message>
        <source>Addresses are told</source>
        <translation>宛名の示し方</translation>
    </message>
    <message>
        <source>Label sheet</source>
        <translation>ラベル用紙</translation>
    </message>
    <message>
        <source>Fee {number}: {type}</source>
        <translation>手数料 {number}：{type}</translation>
    </message>
    <message>
        <source> yen</source>
        <translation> 円</translation>
    </message>
    <message>
        <source> business days</source>
        <translation> 営業日</translation>
    </message>
    <message>
        <source> calendar days</source>
        <translation> 日（暦日）</translation>
    </message>
    <message>
        <source> weeks</source>
        <translation> 週</translation>
    </message>
    <message>
        <source> months</source>
        <translation> か月</translation>
    </message>
    <message>
        <source>The usual one for the paper</source>
        <translation>用紙の標準のもの</translation>
    </message>
</context>
<context>
    <name>WeeksModel</name>
    <message>
        <source>today</source>
        <translation>本日</translation>
    </message>
    <message>
        <source>the office is closed</source>
        <translation>休業日</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) due</source>
        <translation>
            <numerusform>回答期限 %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Something unexpected happened, and the file was locked. What was acknowledged is saved.
Please report this line:</source>
        <translation>予期しない問題が発生したため、ファイルをロックしました。完了の表示があった内容は保存されています。
次の行を報告してください：</translation>
    </message>
</context>
<context>
    <name>WordsPanel</name>
    <message>
        <source>Only what changes</source>
        <translation>変わる点だけを表示</translation>
    </message>
    <message>
        <source>The procedure in words</source>
        <translation>手続の内容（文章）</translation>
    </message>
    <message>
        <source>Statements that are new (+) or gone (−): {count}</source>
        <translation>追加（＋）・削除（−）される定め：{count} 件</translation>
    </message>
    <message>
        <source>No statement changes. What else changed is among the lines.</source>
        <translation>文章で示される定めに変わりはありません。その他の変更は「変わった行」にあります。</translation>
    </message>
    <message>
        <source>This is the version in force.</source>
        <translation>施行中の版です。</translation>
    </message>
    <message>
        <source>The text has errors. Once they are mended, it is told here in words.</source>
        <translation>本文に誤りがあります。直すと、ここに内容が文章で表示されます。</translation>
    </message>
</context>
<context>
    <name>Workstations</name>
    <message>
        <source>The system keyring of this workstation can hold a key for you. Whoever can use your account here then opens the file without a passphrase. It is never the only way in.</source>
        <translation>この端末のシステムのキーリングに、あなたの鍵を預けることができます。この端末であなたのアカウントを使える人は、パスフレーズなしでファイルを開けるようになります。ほかの開け方がなくなることはありません。</translation>
    </message>
    <message>
        <source>Workstations that open the file</source>
        <translation>ファイルを開ける端末</translation>
    </message>
    <message>
        <source>Let this workstation open the file</source>
        <translation>この端末で開けるようにする</translation>
    </message>
    <message>
        <source>Revoke the chosen one</source>
        <translation>選択した端末を取り消す</translation>
    </message>
    <message>
        <source>Opening without a passphrase</source>
        <translation>パスフレーズなしで開く</translation>
    </message>
    <message>
        <source>This workstation opens the file for you from now on.</source>
        <translation>今後、この端末ではパスフレーズなしで開けます。</translation>
    </message>
    <message>
        <source>The workstation no longer opens the file.</source>
        <translation>その端末ではファイルを開けなくなりました。</translation>
    </message>
</context>
<context>
    <name>_OfficePage</name>
    <message>
        <source>Office and file</source>
        <translation>事務局とファイル</translation>
    </message>
    <message>
        <source>Everything is kept in one encrypted file on this computer, with a key file beside it.</source>
        <translation>すべての内容はこのコンピューターの暗号化された1つのファイルに保存され、同じフォルダーに鍵ファイルが置かれます。</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>手続規程</translation>
    </message>
    <message>
        <source>A procedure file of your own…</source>
        <translation>自分の手続ファイル…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>On a local disk; a network folder is refused.</source>
        <translation>ローカルディスクを選んでください。ネットワークフォルダーは使用できません。</translation>
    </message>
    <message>
        <source>Choose a place…</source>
        <translation>場所を選択…</translation>
    </message>
    <message>
        <source>Say where the file is to be.</source>
        <translation>ファイルの場所を指定してください。</translation>
    </message>
    <message>
        <source>There is already a file of this name. Choose another.</source>
        <translation>同じ名前のファイルがすでにあります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>該当するフォルダーがありません。</translation>
    </message>
    <message>
        <source>A procedure file</source>
        <translation>手続ファイル</translation>
    </message>
    <message>
        <source>Procedures (*.toml)</source>
        <translation>手続 (*.toml)</translation>
    </message>
    <message>
        <source>Where to keep the file</source>
        <translation>ファイルの保存先</translation>
    </message>
    <message>
        <source>Office files (*.caseman)</source>
        <translation>事務局ファイル (*.caseman)</translation>
    </message>
</context>
<context>
    <name>_SheetPage</name>
    <message>
        <source>Recovery sheet</source>
        <translation>復旧シート</translation>
    </message>
    <message>
        <source>Print it and put it into the safe. Whoever holds it can open the file; without it, a forgotten passphrase is final.</source>
        <translation>印刷して金庫に保管してください。これを持つ人はファイルを開けます。これがないと、パスフレーズを忘れたときにファイルを開けなくなります。</translation>
    </message>
    <message>
        <source>The letterhead of this procedure has no name yet: write your office&apos;s into it before the first letter.</source>
        <translation>この手続の差出人欄には、まだ名称がありません。最初の通知書を作成する前に、事業者の名称を記入してください。</translation>
    </message>
</context>
<context>
    <name>_StaffPage</name>
    <message>
        <source>You and your passphrase</source>
        <translation>担当者とパスフレーズ</translation>
    </message>
    <message>
        <source>The passphrase opens the file. Nobody can read it back to you: the recovery sheet comes next.</source>
        <translation>パスフレーズはファイルを開くためのものです。後から調べることはできません。次の画面で復旧シートを作成します。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>お名前</translation>
    </message>
    <message>
        <source>The file is being made</source>
        <translation>ファイルを作成しています</translation>
    </message>
    <message>
        <source>Fill in your name.</source>
        <translation>お名前を入力してください。</translation>
    </message>
</context>
<context>
    <name>page</name>
    <message>
        <source>Number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Kana</source>
        <translation>カナ</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理人</translation>
    </message>
    <message>
        <source>Member ID</source>
        <translation>会員ID</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>請求区分</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>次の手続</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>受付日</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>受理日</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>回答期限</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>残り日数</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>完了日</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n日超過</numerusform>
        </translation>
    </message>
    <message>
        <source>Open cases</source>
        <translation>処理中の案件</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>すべての案件</translation>
    </message>
    <message>
        <source>Closed cases</source>
        <translation>完了した案件</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>期限超過</translation>
    </message>
    <message>
        <source>Due this week</source>
        <translation>今週が期限</translation>
    </message>
    <message>
        <source>Waiting for a correction</source>
        <translation>補正待ち</translation>
    </message>
    <message>
        <source>Waiting for the fee</source>
        <translation>手数料待ち</translation>
    </message>
    <message>
        <source>Waiting for a data holder</source>
        <translation>保有部署の調査待ち</translation>
    </message>
    <message>
        <source>Waiting for a second reader</source>
        <translation>二人目の確認者待ち</translation>
    </message>
    <message>
        <source>Identity to be checked</source>
        <translation>本人確認前</translation>
    </message>
    <message>
        <source>To be decided</source>
        <translation>決定前</translation>
    </message>
</context>
</TS>
